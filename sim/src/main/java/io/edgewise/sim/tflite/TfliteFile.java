package io.edgewise.sim.tflite;

import io.edgewise.sim.placement.FileOperator;
import io.edgewise.sim.placement.Operand;
import java.util.List;

/**
 * A TensorFlow Lite file is what stands in it, operator by operator, whether or not it is a network
 * that can be simulated.
 *
 * @param name the file's name without its suffix
 * @param subgraphs how many it has; the rest tells of the first
 * @param inputs what is handed to it, in order
 * @param outputs what it gives, in order
 * @param operators in the order of execution
 */
public record TfliteFile(
    String name,
    int subgraphs,
    List<Operand> inputs,
    List<Operand> outputs,
    List<FileOperator> operators) {

  public TfliteFile {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    operators = List.copyOf(operators);
  }
}
