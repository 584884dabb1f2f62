/** Writes quantised networks as TensorFlow Lite files. Quantises nothing and loads no runtime. */
@NullMarked
package io.edgewise.search.export.tflite;

import org.jspecify.annotations.NullMarked;
