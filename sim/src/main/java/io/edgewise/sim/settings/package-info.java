/**
 * This package reads untrusted HOCON with types: every value is checked against what is allowed,
 * every mistake is collected, and all of them are reported together. It holds no defaults and knows
 * no Spark.
 */
@NullMarked
package io.edgewise.sim.settings;

import org.jspecify.annotations.NullMarked;
