package io.edgewise.sim.tflite;

import io.edgewise.sim.placement.FileOperator;
import io.edgewise.sim.tflite.TfliteNetwork.Precision;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Standing;
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
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;

/**
 * Follows the operators of a verified model in their order, which is the order of execution. What
 * depends on constants only is a constant; what the output does not depend on is left out.
 */
final class GraphReader {

  /** Scales of the channels of a layer that lie within this factor are alike. */
  private static final double ALIKE = 2;

  private static final int MAX_OPERATOR_INPUTS = 10_000;
  private static final int MAX_OPERATOR_OUTPUTS = 1_000;

  /** A thousand times the largest network anybody would put on an edge accelerator. */
  private static final double MAX_MACS = 1e15;

  private final String name;
  private final Model model;
  private final SubGraph graph;
  private final TensorTable tensors;
  private final BitSet computed = new BitSet();
  private final List<Integer> inputs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final LayerNames names = new LayerNames();
  private final Map<Integer, Integer> makers = new HashMap<>();
  private final List<Integer> operators = new ArrayList<>();

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
    tensors.requireDense();
  }

  static TfliteNetwork read(String name, Model model) {
    return new GraphReader(name, model).read();
  }

  private TfliteNetwork read() {
    readInputs();
    readOperators();
    List<Integer> outputs = outputs();
    List<Step> needed = needed(outputs);
    Precision precision = precision(needed);
    LayerGraph built = build(outputs, needed, precision);
    requireSize(built);
    return new TfliteNetwork(built, precision, tensors.constantBytes(), operators);
  }

  /**
   * Collects what is there before the first operator: the network's inputs, then the tensors that
   * keep their values from one inference to the next, which the host hands over like inputs.
   */
  private void readInputs() {
    ReadLimits.require(ReadLimits.MAX_ENDS, graph.inputsLength(), "the network has %d inputs");
    for (int i = 0; i < graph.inputsLength(); i++) {
      addInput(tensors.require(graph.inputs(i)));
    }
    if (inputs.isEmpty()) {
      throw new TfliteException("it has no inputs");
    }
    for (int tensor = 0; tensor < graph.tensorsLength(); tensor++) {
      if (tensors.isVariable(tensor)) {
        addInput(tensor);
      }
    }
    tensors.batchOf(inputs);
  }

  private void addInput(int tensor) {
    if (tensors.isDynamic(tensor)) {
      throw new TfliteException(
          "the input "
              + tensors.name(tensor)
              + " has a dynamic shape; export the network with a fixed height and width");
    }
    if (!computed.get(tensor) && !tensors.isConstant(tensor)) {
      computed.set(tensor);
      inputs.add(tensor);
    }
  }

  /** The outputs that an operator makes, each once. */
  private List<Integer> outputs() {
    ReadLimits.require(ReadLimits.MAX_ENDS, graph.outputsLength(), "the network has %d outputs");
    List<Integer> outputs = new ArrayList<>();
    for (int i = 0; i < graph.outputsLength(); i++) {
      int output = tensors.require(graph.outputs(i));
      boolean given = inputs.contains(output) || tensors.isConstant(output);
      if (!given && !computed.get(output)) {
        throw new TfliteException("no operator makes the output " + tensors.name(output));
      }
      if (!given && !outputs.contains(output)) {
        outputs.add(output);
      }
    }
    if (outputs.isEmpty()) {
      throw new TfliteException(
          "no operator makes any of its " + graph.outputsLength() + " outputs");
    }
    return outputs;
  }

  private void readOperators() {
    ReadLimits.require(
        ReadLimits.MAX_OPERATORS, graph.operatorsLength(), "the network has %d operators");
    for (int i = 0; i < graph.operatorsLength(); i++) {
      OperatorCall call = call(i, graph.operators(i));
      requireOrder(call);
      if (!call.inputs().isEmpty() && call.activations().isEmpty()) {
        call.outputs().forEach(tensors::markConstant);
      } else {
        steps.addAll(layers(call));
        for (int output : call.outputs()) {
          computed.set(output);
          makers.put(output, call.index());
        }
        ReadLimits.require(ReadLimits.MAX_OPERATORS, steps.size(), "the operators make %d tensors");
      }
    }
  }

  private OperatorCall call(int index, Operator operator) {
    ReadLimits.require(MAX_OPERATOR_INPUTS, operator.inputsLength(), "an operator has %d inputs");
    ReadLimits.require(
        MAX_OPERATOR_OUTPUTS, operator.outputsLength(), "an operator has %d outputs");
    OperatorCode entry = OperatorNames.entry(model, index, operator);
    int builtin = OperatorNames.builtin(entry);
    String operatorName = OperatorNames.name(entry);
    if (operatorName.equals(FileOperator.COMPILED)) {
      throw new TfliteException(
          "it is already compiled for the Edge TPU; give the network it was compiled from");
    }
    return new OperatorCall(index, builtin, operatorName, operator, tensors);
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

  /** The steps that an output depends on, in order. */
  private List<Step> needed(List<Integer> outputs) {
    BitSet wanted = new BitSet();
    outputs.forEach(wanted::set);
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

  private LayerGraph build(List<Integer> outputs, List<Step> needed, Precision precision) {
    Standings standings = Standings.of(name, model, tensors, precision);
    LayerGraph.Builder builder =
        LayerGraph.builder(
                name, tensors.activation(inputs.get(0)), standings.ofInput(inputs.get(0)))
            .weightScaling(weightScaling())
            .images(tensors.images());
    Map<Integer, Integer> layers = new HashMap<>();
    layers.put(inputs.get(0), LayerGraph.Builder.INPUT);
    operators.add(TfliteNetwork.NO_OPERATOR);
    for (int input : inputs.subList(1, inputs.size())) {
      Layer layer = new Layer.Input(tensors.activation(input));
      String layerName = names.unique(tensors.name(input));
      layers.put(input, builder.add(layerName, layer, standings.ofInput(input)));
      operators.add(TfliteNetwork.NO_OPERATOR);
    }
    for (Step step : needed) {
      int last = append(builder, layers, step, standings);
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
    return builder
        .outputs(outputs.stream().map(tensor -> layers.getOrDefault(tensor, 0)).toList())
        .build();
  }

  private int append(
      LayerGraph.Builder builder, Map<Integer, Integer> layers, Step step, Standings standings) {
    int[] inputs =
        step.inputs().stream().mapToInt(t -> layers.getOrDefault(t, Integer.MAX_VALUE)).toArray();
    String layerName = tensors.name(step.output());
    int operator = makers.getOrDefault(step.output(), TfliteNetwork.NO_OPERATOR);
    Standing standing = standings.of(step.output(), operator);
    try {
      for (Layer layer : step.layers()) {
        inputs = new int[] {builder.add(names.unique(layerName), layer, standing, inputs)};
        operators.add(operator);
      }
    } catch (IllegalArgumentException e) {
      throw new TfliteException(String.valueOf(e.getMessage()), e);
    }
    return inputs[0];
  }

  private static void requireSize(LayerGraph graph) {
    double macs = graph.images() * graph.nodes().stream().mapToDouble(LayerGraph.Node::macs).sum();
    if (macs > MAX_MACS) {
      throw new TfliteException(
          String.format(
              Locale.ROOT, "it takes %.3g multiply-accumulates; allowed are %.0e", macs, MAX_MACS));
    }
  }

  /**
   * Reads how the file's scales are: one a tensor (or equal ones), ones that are all alike in every
   * layer, or ones that differ. A network without scales is taken as trained and quantised one day.
   */
  private WeightScaling weightScaling() {
    double convolutions = 0;
    double dense = 0;
    for (int i = 0; i < graph.operatorsLength(); i++) {
      Operator operator = graph.operators(i);
      int code = OperatorNames.builtin(model.operatorCodes((int) operator.opcodeIndex()));
      if (operator.inputsLength() < 2 || operator.inputs(1) < 0) {
        continue;
      }
      double spread = tensors.scaleSpread(operator.inputs(1));
      if (code == BuiltinOperator.CONV_2D || code == BuiltinOperator.DEPTHWISE_CONV_2D) {
        convolutions = Math.max(convolutions, spread);
      } else if (code == BuiltinOperator.FULLY_CONNECTED) {
        dense = Math.max(dense, spread);
      }
    }
    WeightScaling many = convolutions >= ALIKE ? WeightScaling.PER_CHANNEL : WeightScaling.ALIKE;
    return new WeightScaling(
        (convolutions == 1
                ? WeightScaling.PER_TENSOR
                : convolutions == 0 ? WeightScaling.PER_CHANNEL : many)
            .channelBytes(),
        (dense == 1 ? WeightScaling.PER_TENSOR : WeightScaling.PER_CHANNEL).denseBytes());
  }

  /** Index tensors and the like do not make a network of floats a mixed one. */
  private Precision precision(List<Step> needed) {
    Set<Precision> seen = EnumSet.noneOf(Precision.class);
    inputs.forEach(input -> seen.add(Standings.precision(tensors.type(input))));
    needed.forEach(step -> seen.add(Standings.precision(tensors.type(step.output()))));
    if (!seen.contains(Precision.EIGHT_BIT) && seen.contains(Precision.FLOAT)) {
      return Precision.FLOAT;
    }
    return seen.size() == 1 ? seen.iterator().next() : Precision.MIXED;
  }
}
