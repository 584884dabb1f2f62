/** This package helps people who mistype a name. It knows no other room. */
@NullMarked
package io.edgewise.sim.naming;

import org.jspecify.annotations.NullMarked;
