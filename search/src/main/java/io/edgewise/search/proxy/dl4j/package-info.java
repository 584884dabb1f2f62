/**
 * Proxy training on Deeplearning4j: a block network becomes a graph of layers, is trained on one
 * thread and evaluated. {@code Layers} says which layers: fast ones that work on the memory of the
 * CPU, or DL4J's own on any other backend of ND4J. The only room beside the export that knows DL4J;
 * knows no Spark and no search space.
 */
@NullMarked
package io.edgewise.search.proxy.dl4j;

import org.jspecify.annotations.NullMarked;
