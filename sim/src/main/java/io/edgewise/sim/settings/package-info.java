/**
 * Typed reading of untrusted HOCON: every value is checked against what is allowed, every mistake
 * is collected, and all of them are reported together. Holds no defaults and knows no Spark.
 */
@NullMarked
package io.edgewise.sim.settings;

import org.jspecify.annotations.NullMarked;
