/**
 * This package tells what networks are trained on and how, as one value that drivers, actions and
 * trainers share. It starts nothing and knows no Spark.
 */
@NullMarked
package io.edgewise.jobs.task;

import org.jspecify.annotations.NullMarked;
