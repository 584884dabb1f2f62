/**
 * Proxy training on Deeplearning4j turns a block network into a graph of layers, trains it on one
 * thread and evaluates it. {@code Layers} says which layers: fast ones that work on the memory of
 * the CPU, or DL4J's own on any other backend of ND4J. Nothing outside this room and the two below
 * it knows DL4J; they know no Spark and no search space.
 */
@NullMarked
package io.edgewise.search.proxy.dl4j;

import org.jspecify.annotations.NullMarked;
