/**
 * The contract of proxy training: a network, data and a seed go in, an accuracy or a reason comes
 * out. Knows no Spark.
 */
@NullMarked
package io.edgewise.search.proxy;

import org.jspecify.annotations.NullMarked;
