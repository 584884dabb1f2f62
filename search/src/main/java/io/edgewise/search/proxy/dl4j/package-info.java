/**
 * Proxy training on Deeplearning4j: a block network becomes a graph of fast layers, is trained on
 * one thread and evaluated. The only room beside the export that knows DL4J; knows no Spark and no
 * search space.
 */
@NullMarked
package io.edgewise.search.proxy.dl4j;

import org.jspecify.annotations.NullMarked;
