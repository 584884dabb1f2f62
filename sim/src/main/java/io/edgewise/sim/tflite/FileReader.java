package io.edgewise.sim.tflite;

import io.edgewise.sim.placement.FileOperator;
import io.edgewise.sim.placement.Operand;
import io.edgewise.sim.placement.Operand.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorType;

/**
 * Lists the operators of a verified model with their tensors. It asks for no more than that what is
 * there can be followed: kinds, versions, types, shapes and scales are taken as they are.
 */
final class FileReader {

  /** Operands of all operators together; a network has about three an operator. */
  private static final int MAX_OPERANDS = 200_000;

  /** Axes, paddings and sizes: a padding of eight dimensions has 16 numbers. */
  private static final int FEW = 16;

  private final Model model;
  private final SubGraph graph;
  private final TensorTable tensors;
  private final Map<Integer, Operand> known = new HashMap<>();
  private final Set<Integer> inputs = new HashSet<>();
  private int operands;

  private FileReader(Model model) {
    if (model.subgraphsLength() == 0) {
      throw new TfliteException("the file is damaged: it has no subgraph");
    }
    this.model = model;
    this.graph = model.subgraphs(0);
    this.tensors = new TensorTable(model, graph);
  }

  static TfliteFile read(String name, Model model) {
    FileReader reader = new FileReader(model);
    SubGraph graph = reader.graph;
    ReadLimits.require(ReadLimits.MAX_ENDS, graph.inputsLength(), "the network has %d inputs");
    ReadLimits.require(ReadLimits.MAX_ENDS, graph.outputsLength(), "the network has %d outputs");
    ReadLimits.require(
        ReadLimits.MAX_OPERATORS, graph.operatorsLength(), "the network has %d operators");
    for (int i = 0; i < graph.inputsLength(); i++) {
      reader.inputs.add(graph.inputs(i));
    }
    List<Operand> inputs = reader.operands(graph.inputsLength(), graph::inputs);
    List<FileOperator> operators = new ArrayList<>();
    for (int i = 0; i < graph.operatorsLength(); i++) {
      operators.add(reader.operator(i, graph.operators(i)));
    }
    List<Operand> outputs = reader.operands(graph.outputsLength(), graph::outputs);
    return new TfliteFile(name, model.subgraphsLength(), inputs, outputs, operators);
  }

  private FileOperator operator(int index, Operator table) {
    OperatorCode entry = OperatorNames.entry(model, index, table);
    List<Operand> taken = operands(table.inputsLength(), table::inputs);
    if (!taken.isEmpty() && taken.stream().allMatch(o -> o.origin() == Origin.CONSTANT)) {
      markConstant(table);
    }
    OperatorOptions options = OperatorOptions.of(table, taken);
    return new FileOperator(
        index,
        OperatorNames.builtin(entry),
        OperatorNames.name(entry),
        entry.version(),
        OperatorNames.isCustom(entry),
        taken,
        operands(table.outputsLength(), table::outputs),
        options.fused(),
        options.window());
  }

  private void markConstant(Operator table) {
    for (int i = 0; i < table.outputsLength(); i++) {
      if (table.outputs(i) >= 0) {
        tensors.markConstant(table.outputs(i));
      }
    }
  }

  /** The tensors that are given; an optional one that is left out is -1 in the file. */
  private List<Operand> operands(int count, IntUnaryOperator numbers) {
    operands += count;
    ReadLimits.require(MAX_OPERANDS, operands, "the operators have %d operands");
    List<Operand> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int tensor = numbers.applyAsInt(i);
      if (tensor != -1) {
        found.add(known.computeIfAbsent(tensor, this::operand));
      }
    }
    return found;
  }

  private Operand operand(int tensor) {
    List<Integer> extents = new ArrayList<>();
    for (int extent : tensors.extents(tensor)) {
      extents.add(extent);
    }
    return new Operand(
        tensor,
        tensors.name(tensor),
        typeName(tensors.type(tensor)),
        extents,
        origin(tensor),
        tensors.isDynamic(tensor) || extents.stream().anyMatch(extent -> extent < 1),
        tensors.quantization(tensor),
        tensors.fewIntegers(tensor, FEW));
  }

  /** Types that came after this schema have a number. */
  private static String typeName(byte type) {
    return type >= 0 && type < TensorType.names.length ? TensorType.name(type) : "type " + type;
  }

  private Origin origin(int tensor) {
    if (tensors.isConstant(tensor)) {
      return Origin.CONSTANT;
    }
    if (tensors.isVariable(tensor)) {
      return Origin.STATE;
    }
    return inputs.contains(tensor) ? Origin.INPUT : Origin.COMPUTED;
  }
}
