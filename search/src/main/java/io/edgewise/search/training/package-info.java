/**
 * Full training is what a network gets that is to be deployed: its recipe, its state between two
 * steps, the mean of states that shards came to, and checkpoints. This package knows neither
 * Deeplearning4j, which computes, nor Spark.
 */
@NullMarked
package io.edgewise.search.training;

import org.jspecify.annotations.NullMarked;
