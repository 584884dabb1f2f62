/**
 * The space of architectures: a tree of named decisions with one deterministic walk, and the
 * networks its choices spell. Knows neither the simulator nor the trainer.
 */
@NullMarked
package io.edgewise.search.space;

import org.jspecify.annotations.NullMarked;
