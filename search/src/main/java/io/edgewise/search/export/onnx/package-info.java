/**
 * Writes {@code .onnx} files (github.com/onnx/onnx): a network in floats, or one in int8 as pairs
 * of QuantizeLinear and DequantizeLinear. The messages of the format are those that ND4J brings, on
 * a protobuf of its own that meets no other on a cluster's class path.
 */
@NullMarked
package io.edgewise.search.export.onnx;

import org.jspecify.annotations.NullMarked;
