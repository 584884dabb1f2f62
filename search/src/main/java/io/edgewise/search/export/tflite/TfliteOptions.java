package io.edgewise.search.export.tflite;

import org.jspecify.annotations.Nullable;

/**
 * The options are what a file has at its ends.
 *
 * @param ends the type of its input and output
 * @param labels written behind the model, or null for none
 */
public record TfliteOptions(Ends ends, @Nullable Labels labels) {

  /** The type of a file's input and output. */
  public enum Ends {
    /** Pixels go in unchanged: what Coral's examples ask for. QUANTIZE stands at both ends. */
    UINT8,
    /** The ends are as what lies between. */
    INT8
  }
}
