/**
 * This package reads named arrays of numbers from untrusted files: NumPy's and safetensors. It
 * knows no layers.
 */
@NullMarked
package io.edgewise.search.weights;

import org.jspecify.annotations.NullMarked;
