package io.edgewise.sim.check;

import io.edgewise.sim.placement.FileOperator;
import io.edgewise.sim.placement.Operand;
import io.edgewise.sim.placement.Quantization;
import io.edgewise.sim.tflite.TfliteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The findings tell what is to be said of a file's ends, its subgraphs and its state. */
final class FileFindings {

  private static final String EXAMPLE = "google-coral/pycoral, examples/classify_image.py";

  private static final String MODEL =
      "coral.ai, TensorFlow models on the Edge TPU, model requirements";

  private static final String COMPILER = "edgetpu_compiler 16.0, the last version";

  /** The example passes pixels unchanged where the scale is 1/128 within this. */
  private static final double EXAMPLE_TOLERANCE = 1e-5;

  private static final int EXAMPLE_LEVELS = 128;

  private FileFindings() {}

  static List<Finding> of(TfliteFile file) {
    List<Finding> findings = new ArrayList<>();
    file.operators().stream().filter(FileOperator::isCompiled).forEach(o -> compiled(o, findings));
    if (file.subgraphs() > 1) {
      findings.add(
          new Finding(
              "it has "
                  + file.subgraphs()
                  + " subgraphs (control flow); the first is judged, the others run on the host",
              "export the network without loops and conditions",
              COMPILER));
    }
    file.inputs().forEach(input -> input(input, findings));
    file.outputs().stream()
        .filter(output -> output.type().startsWith("FLOAT"))
        .forEach(
            output ->
                findings.add(
                    new Finding(
                        "the output "
                            + output.name()
                            + " is of "
                            + output.type()
                            + ": the host makes it",
                        "convert with inference_output_type uint8",
                        MODEL)));
    floatsWithin(file, findings);
    return findings;
  }

  private static void compiled(FileOperator operator, List<Finding> findings) {
    findings.add(
        new Finding(
            "operator "
                + operator.index()
                + " is a call of the Edge TPU: the file is compiled already",
            "check the file that it was compiled from",
            COMPILER));
  }

  private static void input(Operand input, List<Finding> findings) {
    if (input.extents().size() == 4 && input.extents().get(0) > 1) {
      findings.add(
          new Finding(
              "the input " + input.name() + " is a batch of " + input.extents().get(0),
              "export the network for a batch of 1",
              MODEL));
    }
    if (!input.type().equals("UINT8")) {
      findings.add(
          new Finding(
              "the input "
                  + input.name()
                  + " is of "
                  + input.type()
                  + "; Coral's classify_image.py takes UINT8 only",
              "convert with inference_input_type uint8",
              EXAMPLE));
    } else if (!takesPixels(input.quantization())) {
      findings.add(
          new Finding(
              "the input "
                  + input.name()
                  + " has scale "
                  + (input.quantization().count() == 0 ? "none" : input.quantization().scale(0))
                  + " and zero point "
                  + (input.quantization().count() == 0 ? 0 : input.quantization().zeroPoint(0))
                  + "; Coral's classify_image.py passes pixels unchanged for 1/128 and 128",
              "give the example the --input_mean and --input_std of the network",
              EXAMPLE));
    }
  }

  /** The example's own condition, for its defaults of mean and deviation. */
  private static boolean takesPixels(Quantization quantization) {
    return quantization.count() == 1
        && Math.abs(quantization.scale(0) * EXAMPLE_LEVELS - 1) < EXAMPLE_TOLERANCE
        && quantization.zeroPoint(0) == EXAMPLE_LEVELS;
  }

  /** Floats between the ends, other than those that QUANTIZE and DEQUANTIZE make of the ends. */
  private static void floatsWithin(TfliteFile file, List<Finding> findings) {
    List<Integer> ends =
        Stream.concat(file.inputs().stream(), file.outputs().stream())
            .map(Operand::tensor)
            .toList();
    long floats =
        file.operators().stream()
            .flatMap(operator -> operator.outputs().stream())
            .filter(operand -> operand.type().startsWith("FLOAT"))
            .filter(operand -> operand.origin() == Operand.Origin.COMPUTED)
            .filter(operand -> !ends.contains(operand.tensor()))
            .count();
    if (floats > 0) {
      findings.add(
          new Finding(
              floats + " tensors between input and output are of floats",
              "quantise the whole network to int8 or uint8",
              MODEL));
    }
  }
}
