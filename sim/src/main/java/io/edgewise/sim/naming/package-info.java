/** Helping people who mistype a name. Knows no other room. */
@NullMarked
package io.edgewise.sim.naming;

import org.jspecify.annotations.NullMarked;
