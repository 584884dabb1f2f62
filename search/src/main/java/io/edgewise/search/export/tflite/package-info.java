/**
 * This package writes quantised networks as TensorFlow Lite files, with their metadata and labels.
 * It quantises nothing and loads no runtime.
 */
@NullMarked
package io.edgewise.search.export.tflite;

import org.jspecify.annotations.NullMarked;
