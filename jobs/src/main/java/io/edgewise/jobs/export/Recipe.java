package io.edgewise.jobs.export;

import io.edgewise.search.quantization.CrossLayerEqualization;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.MinMaxCalibration;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Quantizer;
import java.util.List;

/** A recipe says how a network is quantised. */
public enum Recipe {
  /** Ranges of activations by least and largest value, weights as they are. */
  MINMAX,
  /** The same after cross-layer equalisation. */
  EQUALIZED;

  /**
   * The quantised network.
   *
   * @param images for the ranges of activations
   */
  QuantizedNetwork quantize(FloatNetwork network, List<float[]> images) {
    FloatNetwork prepared = this == EQUALIZED ? CrossLayerEqualization.equalize(network) : network;
    return Quantizer.quantize(prepared, MinMaxCalibration.ranges(prepared, images));
  }
}
