/**
 * This package reads a {@code .tflite} file, quantised or float, into a layer graph. The file is
 * untrusted: its flatbuffer is verified before the generated classes touch it, and whatever is
 * wrong with it comes out as one {@link io.edgewise.sim.tflite.TfliteException}. It simulates
 * nothing.
 */
@NullMarked
package io.edgewise.sim.tflite;

import org.jspecify.annotations.NullMarked;
