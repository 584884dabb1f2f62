/**
 * A space of architectures is a tree of named decisions with one deterministic walk. What its
 * choices spell is the business of its families. This package knows neither the simulator nor the
 * trainer.
 */
@NullMarked
package io.edgewise.search.space;

import org.jspecify.annotations.NullMarked;
