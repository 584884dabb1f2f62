/**
 * Writes a network down as source of a framework that trains it, for who trains elsewhere. Knows no
 * weights.
 */
@NullMarked
package io.edgewise.search.export.source;

import org.jspecify.annotations.NullMarked;
