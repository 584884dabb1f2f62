package io.edgewise.search.export.source;

import io.edgewise.search.network.NetworkBuilder;
import java.util.Map;

/** Turns the layers it is told into lines of a program. A tensor is the variable that holds it. */
abstract class SourceLines implements NetworkBuilder<String> {

  /** The variable that the image is in. */
  static final String IMAGE = "image";

  /** The lines, by the mark that they replace in the program. */
  abstract Map<String, String> byMark(String output);

  /** The variable of a layer's output. */
  static String variable(String layer) {
    return layer.replace('.', '_');
  }
}
