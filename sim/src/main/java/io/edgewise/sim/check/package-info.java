/**
 * The check of a file against what Coral's compiler takes: a judgement for each operator, and what
 * is to be said of the file as a whole. It reads no bytes and prints nothing.
 */
@NullMarked
package io.edgewise.sim.check;

import org.jspecify.annotations.NullMarked;
