/**
 * A network block by block, and the words it is told in: one walk over stem, blocks and head, which
 * whatever turns a network into something else listens to. Knows neither search spaces nor
 * simulator nor trainer.
 */
@NullMarked
package io.edgewise.search.network;

import org.jspecify.annotations.NullMarked;
