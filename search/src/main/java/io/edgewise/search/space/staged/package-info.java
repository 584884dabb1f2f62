/**
 * Networks of stem, stages of repeated blocks, and head, as EfficientNet and its descendants are:
 * what a space leaves open of them, their spelling and their JSON. Which blocks there are is the
 * business of {@code search.network}.
 */
@NullMarked
package io.edgewise.search.space.staged;

import org.jspecify.annotations.NullMarked;
