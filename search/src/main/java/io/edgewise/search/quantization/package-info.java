/**
 * This package makes networks with 8-bit integers: folding, choosing scales, the quantised network,
 * and its evaluation in integers. Everything is plain Java; no file format and no runtime is known
 * here.
 */
@NullMarked
package io.edgewise.search.quantization;

import org.jspecify.annotations.NullMarked;
