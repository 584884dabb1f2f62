package io.edgewise.sim.tflite;

import io.edgewise.sim.placement.FileRules;
import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.tflite.TfliteNetwork.Precision;
import io.edgewise.sim.workload.Hindrance;
import io.edgewise.sim.workload.Standing;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.TensorType;

/**
 * The standings of a file are what it says of its operators that decides where they run: the rules
 * of {@code edgewise check}, so that a prediction places them alike. A network of floats is taken
 * as it will be once it is quantised, and nothing in its file stands against it.
 */
final class Standings {

  private final TensorTable tensors;
  private final Precision precision;
  private final List<Optional<Hindrance>> hindrances;

  private Standings(
      TensorTable tensors, Precision precision, List<Optional<Hindrance>> hindrances) {
    this.tensors = tensors;
    this.precision = precision;
    this.hindrances = hindrances;
  }

  /**
   * Judges the operators of a file.
   *
   * @param precision of the whole network
   */
  static Standings of(String name, Model model, TensorTable tensors, Precision precision) {
    if (precision == Precision.FLOAT) {
      return new Standings(tensors, precision, List.of());
    }
    return new Standings(
        tensors,
        precision,
        FileReader.read(name, model).operators().stream()
            .map(operator -> FileRules.judge(operator.ofOneImage(tensors.images())))
            .map(Judgement::hindrance)
            .toList());
  }

  /** The standing of an input of the network. */
  Standing ofInput(int tensor) {
    return new Standing(isEightBit(tensor), Optional.empty());
  }

  /**
   * The standing of what an operator makes.
   *
   * @param operator its number in the file
   */
  Standing of(int tensor, int operator) {
    return new Standing(
        isEightBit(tensor), hindrances.isEmpty() ? Optional.empty() : hindrances.get(operator));
  }

  private boolean isEightBit(int tensor) {
    Precision own = precision(tensors.type(tensor));
    return own == Precision.EIGHT_BIT || (precision == Precision.FLOAT && own == Precision.FLOAT);
  }

  /** The precision of a tensor by its type; mixed is what is neither of 8 bits nor quantised. */
  static Precision precision(byte type) {
    return switch (type) {
      case TensorType.UINT8, TensorType.INT8 -> Precision.EIGHT_BIT;
      case TensorType.FLOAT32, TensorType.FLOAT16, TensorType.INT16 -> Precision.FLOAT;
      default -> Precision.MIXED;
    };
  }
}
