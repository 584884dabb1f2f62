/**
 * This package tells a network block by block, in words of its own: one walk over stem, blocks and
 * head, which whatever turns a network into something else listens to. It knows neither search
 * spaces nor simulator nor trainer.
 */
@NullMarked
package io.edgewise.search.network;

import org.jspecify.annotations.NullMarked;
