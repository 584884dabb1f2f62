/**
 * Staged networks are of stem, stages of repeated blocks, and head, as EfficientNet and its
 * descendants are. This package says what a space leaves open of them, their spelling and their
 * JSON; which blocks there are is the business of {@code search.network}.
 */
@NullMarked
package io.edgewise.search.space.staged;

import org.jspecify.annotations.NullMarked;
