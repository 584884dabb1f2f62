/** This package reads tables of measured networks and layers. It knows no Spark. */
@NullMarked
package io.edgewise.jobs.measurement;

import org.jspecify.annotations.NullMarked;
