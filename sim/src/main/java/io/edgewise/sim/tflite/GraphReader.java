package io.edgewise.sim.tflite;

import io.edgewise.sim.tflite.TfliteNetwork.Precision;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.WeightScaling;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorType;

/**
 * Follows the operators of a verified model in their order, which is the order of execution. What
 * depends on constants only is a constant; what the output does not depend on is left out.
 */
final class GraphReader {

  /** Ten times the largest vision network; all of them are read well within a second. */
  private static final int MAX_OPERATORS = 20_000;

  private static final int MAX_OPERATOR_INPUTS = 10_000;
  private static final int MAX_OPERATOR_OUTPUTS = 1_000;

  /** A thousand times the largest network anybody would put on an edge accelerator. */
  private static final double MAX_MACS = 1e15;

  /** The one operator of a file that Google's compiler has already been through. */
  private static final String COMPILED = "edgetpu-custom-op";

  private final String name;
  private final Model model;
  private final SubGraph graph;
  private final TensorTable tensors;
  private final BitSet computed = new BitSet();
  private final List<Step> steps = new ArrayList<>();
  private final LayerNames names = new LayerNames();

  private GraphReader(String name, Model model) {
    this.name = name;
    this.model = model;
    if (model.subgraphsLength() != 1) {
      throw new TfliteException(
          "it has "
              + model.subgraphsLength()
              + " subgraphs (control flow); a network of one can be read");
    }
    this.graph = model.subgraphs(0);
    this.tensors = new TensorTable(model, graph);
  }

  static TfliteNetwork read(String name, Model model) {
    return new GraphReader(name, model).read();
  }

  private TfliteNetwork read() {
    int input = only("input", graph.inputsLength(), graph::inputs);
    int output = only("output", graph.outputsLength(), graph::outputs);
    if (tensors.isDynamic(input)) {
      throw new TfliteException(
          "the input "
              + tensors.name(input)
              + " has a dynamic shape; export the network with a fixed height and width");
    }
    TensorShape shape = tensors.activation(input);
    computed.set(input);
    readOperators();
    if (!computed.get(output) || output == input) {
      throw new TfliteException("no operator makes the output " + tensors.name(output));
    }
    List<Step> needed = needed(output);
    LayerGraph built = build(input, shape, needed);
    requireSize(built);
    return new TfliteNetwork(built, precision(input, needed), tensors.constantBytes());
  }

  private int only(String what, int count, IntUnaryOperator tensor) {
    if (count != 1) {
      throw new TfliteException(
          "it has " + count + " " + what + "s; a network with one can be read");
    }
    return tensors.require(tensor.applyAsInt(0));
  }

  private void readOperators() {
    requireAtMost(MAX_OPERATORS, graph.operatorsLength(), "the network has %d operators");
    for (int i = 0; i < graph.operatorsLength(); i++) {
      OperatorCall call = call(i, graph.operators(i));
      requireOrder(call);
      if (!call.inputs().isEmpty() && call.activations().isEmpty()) {
        call.outputs().forEach(tensors::markConstant);
      } else {
        steps.addAll(layers(call));
        call.outputs().forEach(computed::set);
        requireAtMost(MAX_OPERATORS, steps.size(), "the operators make %d tensors");
      }
    }
  }

  private static void requireAtMost(int limit, int count, String format) {
    if (count > limit) {
      throw new TfliteException(
          String.format(Locale.ROOT, format, count) + "; allowed are " + limit);
    }
  }

  private OperatorCall call(int index, Operator operator) {
    requireAtMost(MAX_OPERATOR_INPUTS, operator.inputsLength(), "an operator has %d inputs");
    requireAtMost(MAX_OPERATOR_OUTPUTS, operator.outputsLength(), "an operator has %d outputs");
    long code = operator.opcodeIndex();
    if (code >= model.operatorCodesLength()) {
      throw new TfliteException(
          "the file is damaged: operator "
              + index
              + " has code "
              + code
              + " of "
              + model.operatorCodesLength());
    }
    OperatorCode entry = model.operatorCodes((int) code);
    int builtin = Math.max(entry.builtinCode(), entry.deprecatedBuiltinCode());
    String operatorName = operatorName(builtin, entry);
    if (operatorName.equals(COMPILED)) {
      throw new TfliteException(
          "it is already compiled for the Edge TPU; give the network it was compiled from");
    }
    return new OperatorCall(index, builtin, operatorName, operator, tensors);
  }

  private static String operatorName(int builtin, OperatorCode entry) {
    if (builtin == BuiltinOperator.CUSTOM) {
      String custom = TensorTable.printable(entry.customCodeAsByteBuffer());
      return custom.isEmpty() ? "custom operator" : custom;
    }
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "operator " + builtin;
  }

  /** Inputs come before, outputs after: an operator in a cycle would read what is not there. */
  private void requireOrder(OperatorCall call) {
    for (int input : call.inputs()) {
      if (!tensors.isConstant(input) && !computed.get(input)) {
        throw call.mistake("it reads " + tensors.name(input) + ", which nothing before it makes");
      }
    }
    for (int output : call.outputs()) {
      if (tensors.isConstant(output) || computed.get(output)) {
        throw call.mistake("it makes " + tensors.name(output) + ", which is there already");
      }
    }
  }

  private static List<Step> layers(OperatorCall call) {
    try {
      return OperatorReader.read(call);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw call.mistake(String.valueOf(e.getMessage()));
    }
  }

  /** The steps that the output depends on, in order. */
  private List<Step> needed(int output) {
    BitSet wanted = new BitSet();
    wanted.set(output);
    List<Step> kept = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (wanted.get(step.output())) {
        step.inputs().forEach(wanted::set);
        kept.add(step);
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  private LayerGraph build(int input, TensorShape shape, List<Step> needed) {
    LayerGraph.Builder builder =
        LayerGraph.builder(name, shape).weightScaling(weightScaling(needed));
    Map<Integer, Integer> layers = new HashMap<>();
    layers.put(input, LayerGraph.Builder.INPUT);
    for (Step step : needed) {
      int last = append(builder, layers, step);
      TensorShape declared = tensors.activation(step.output());
      if (!builder.shape(last).equals(declared)) {
        throw new TfliteException(
            "layer "
                + tensors.name(step.output())
                + ": the file declares "
                + declared
                + ", its inputs and options make "
                + builder.shape(last));
      }
      layers.put(step.output(), last);
    }
    return builder.build();
  }

  private int append(LayerGraph.Builder builder, Map<Integer, Integer> layers, Step step) {
    int[] inputs =
        step.inputs().stream().mapToInt(t -> layers.getOrDefault(t, Integer.MAX_VALUE)).toArray();
    String layerName = tensors.name(step.output());
    try {
      for (Layer layer : step.layers()) {
        inputs = new int[] {builder.add(names.unique(layerName), layer, inputs)};
      }
    } catch (IllegalArgumentException e) {
      throw new TfliteException(String.valueOf(e.getMessage()), e);
    }
    return inputs[0];
  }

  private static void requireSize(LayerGraph graph) {
    double macs = graph.nodes().stream().mapToDouble(LayerGraph.Node::macs).sum();
    if (macs > MAX_MACS) {
      throw new TfliteException(
          String.format(
              Locale.ROOT, "it takes %.3g multiply-accumulates; allowed are %.0e", macs, MAX_MACS));
    }
  }

  /** TFLite's uint8 kernels know one scale a weight tensor; int8 has one an output channel. */
  private WeightScaling weightScaling(List<Step> needed) {
    return needed.stream().anyMatch(step -> tensors.type(step.output()) == TensorType.UINT8)
            && needed.stream().noneMatch(step -> tensors.type(step.output()) == TensorType.INT8)
        ? WeightScaling.PER_TENSOR
        : WeightScaling.PER_CHANNEL;
  }

  private Precision precision(int input, List<Step> needed) {
    Set<Precision> seen = EnumSet.of(precision(tensors.type(input)));
    needed.forEach(step -> seen.add(precision(tensors.type(step.output()))));
    return seen.size() == 1 ? seen.iterator().next() : Precision.MIXED;
  }

  private static Precision precision(byte type) {
    return switch (type) {
      case TensorType.UINT8, TensorType.INT8 -> Precision.EIGHT_BIT;
      case TensorType.FLOAT32, TensorType.FLOAT16 -> Precision.FLOAT;
      default -> Precision.MIXED;
    };
  }
}
