package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator as it stands in a file, whether it can be simulated or not.
 *
 * @param index its number in the file, which is its place in the order of execution
 * @param code its builtin code
 * @param kind TensorFlow Lite's name of that code, or a custom operator's own name
 * @param version the version of its form
 * @param isCustom whether it is no builtin operator
 * @param inputs those that are given, in order
 * @param fused TensorFlow Lite's name of the activation that is fused into it
 * @param window the window that it slides over its input; null if it slides none
 */
public record FileOperator(
    int index,
    int code,
    String kind,
    int version,
    boolean isCustom,
    List<Operand> inputs,
    List<Operand> outputs,
    String fused,
    @Nullable Window window)
    implements Operator {

  /** The one operator of a file that Coral's compiler has already been through. */
  public static final String COMPILED = "edgetpu-custom-op";

  public FileOperator {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Its number and kind, and the tensor that it makes: how messages name it. */
  public String label() {
    return index + " " + kind + (outputs.isEmpty() ? "" : " (" + outputs.get(0).name() + ")");
  }

  /** Tells whether it is a call of the Edge TPU, made by Coral's compiler. */
  public boolean isCompiled() {
    return isCustom && kind.equals(COMPILED);
  }

  /**
   * The operator as it works on one image at a time.
   *
   * @param images images of an inference, which tensors have as their outermost extent
   */
  public FileOperator ofOneImage(int images) {
    return images == 1
        ? this
        : new FileOperator(
            index,
            code,
            kind,
            version,
            isCustom,
            inputs.stream().map(operand -> operand.ofOneImage(images)).toList(),
            outputs.stream().map(operand -> operand.ofOneImage(images)).toList(),
            fused,
            window);
  }

  @Override
  public boolean isEightBit() {
    return inputs.stream().filter(FileOperator::isComputed).allMatch(Operand::isEightBit)
        && outputs.stream().allMatch(Operand::isEightBit);
  }

  /** The operands that an inference hands over; states stay where they are. */
  static boolean isComputed(Operand operand) {
    return !operand.isConstant() && operand.origin() != Operand.Origin.STATE;
  }

  @Override
  public TensorShape input() {
    return inputs.stream()
        .filter(operand -> !operand.isConstant())
        .findFirst()
        .map(Operand::shape)
        .orElse(TensorShape.vector(1));
  }

  @Override
  public TensorShape output() {
    return outputs.isEmpty() ? TensorShape.vector(1) : outputs.get(0).shape();
  }

  @Override
  public Activation fusedActivation() {
    return switch (fused) {
      case "RELU" -> Activation.RELU;
      case "RELU6" -> Activation.RELU6;
      case "RELU_N1_TO_1" -> Activation.RELU_N1_TO_1;
      case "TANH" -> Activation.TANH;
      default -> Activation.NONE;
    };
  }
}
