/**
 * The contract of proxy training is: a network, data and a seed go in, an accuracy or a reason
 * comes out. It knows no Spark.
 */
@NullMarked
package io.edgewise.search.proxy;

import org.jspecify.annotations.NullMarked;
