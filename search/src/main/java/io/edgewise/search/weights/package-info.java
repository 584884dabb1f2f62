/**
 * This package reads named arrays of numbers from untrusted files: NumPy's, safetensors, and the
 * zip that a training leaves for Deeplearning4j, in which layers have names. It knows no network.
 */
@NullMarked
package io.edgewise.search.weights;

import org.jspecify.annotations.NullMarked;
