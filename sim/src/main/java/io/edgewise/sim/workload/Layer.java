package io.edgewise.sim.workload;

import java.util.List;
import java.util.Locale;

/**
 * An operator with its static attributes. Batch normalisation does not exist here: a deployed
 * network has it folded into the convolution before it.
 *
 * <p>Each operator knows its output shape, its multiply-accumulate operations and its trained
 * parameters (weights and bias) for given input shapes; what these cost is hardware's business.
 */
public sealed interface Layer {

  /** The operator's short name with its window, such as {@code conv 3x3 s2}. */
  String operator();

  /**
   * The output's shape.
   *
   * @throws IllegalArgumentException if the operator does not take these inputs
   */
  TensorShape output(List<TensorShape> inputs);

  /** Multiply-accumulate operations of one inference. */
  default long macs(List<TensorShape> inputs) {
    return 0;
  }

  /** Trained parameters, weights and bias. */
  default long parameters(List<TensorShape> inputs) {
    return 0;
  }

  /** The network's input. */
  record Input(TensorShape shape) implements Layer {
    @Override
    public String operator() {
      return "input";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return shape;
    }
  }

  /**
   * A convolution over all channels, with bias.
   *
   * @param activation applied to the output
   */
  record Convolution(Window window, int outputChannels, Activation activation) implements Layer {
    @Override
    public String operator() {
      return "conv " + window;
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return window.output(Layer.single(this, inputs), outputChannels);
    }

    @Override
    public long macs(List<TensorShape> inputs) {
      return output(inputs).elements() * window.kernelPositions() * inputs.get(0).channels();
    }

    @Override
    public long parameters(List<TensorShape> inputs) {
      return (window.kernelPositions() * inputs.get(0).channels() + 1) * outputChannels;
    }
  }

  /**
   * A convolution of each channel by itself, with bias.
   *
   * @param multiplier output channels for each input channel
   */
  record DepthwiseConvolution(Window window, int multiplier, Activation activation)
      implements Layer {
    @Override
    public String operator() {
      return "depthwise " + window;
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      TensorShape input = Layer.single(this, inputs);
      return window.output(input, Math.multiplyExact(input.channels(), multiplier));
    }

    @Override
    public long macs(List<TensorShape> inputs) {
      return output(inputs).elements() * window.kernelPositions();
    }

    @Override
    public long parameters(List<TensorShape> inputs) {
      return (window.kernelPositions() + 1) * output(inputs).channels();
    }
  }

  /** A dense layer over all elements of its input, with bias. */
  record FullyConnected(int outputs, Activation activation) implements Layer {
    @Override
    public String operator() {
      return "fully connected";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      Layer.single(this, inputs);
      return TensorShape.vector(outputs);
    }

    @Override
    public long macs(List<TensorShape> inputs) {
      return inputs.get(0).elements() * outputs;
    }

    @Override
    public long parameters(List<TensorShape> inputs) {
      return (inputs.get(0).elements() + 1) * outputs;
    }
  }

  /**
   * A convolution that enlarges: every input position adds its kernel to the output, with bias.
   *
   * @param height rows of the output
   * @param width columns of the output
   */
  record TransposedConvolution(Window window, int height, int width, int outputChannels)
      implements Layer {
    @Override
    public String operator() {
      return "transposed conv " + window;
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      Layer.single(this, inputs);
      return new TensorShape(height, width, outputChannels);
    }

    @Override
    public long macs(List<TensorShape> inputs) {
      return inputs.get(0).elements() * window.kernelPositions() * outputChannels;
    }

    @Override
    public long parameters(List<TensorShape> inputs) {
      return (window.kernelPositions() * inputs.get(0).channels() + 1) * outputChannels;
    }
  }

  /** A long short-term memory over the positions of its input, one step a position. */
  record Recurrent(int units) implements Layer {
    private static final int GATES = 4;

    @Override
    public String operator() {
      return "lstm";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      TensorShape input = inputs.get(0);
      return new TensorShape(input.height(), input.width(), units);
    }

    @Override
    public long macs(List<TensorShape> inputs) {
      return inputs.get(0).positions() * weights(inputs.get(0));
    }

    @Override
    public long parameters(List<TensorShape> inputs) {
      return weights(inputs.get(0)) + (long) GATES * units;
    }

    private long weights(TensorShape input) {
      return (long) GATES * units * Math.addExact(input.channels(), units);
    }
  }

  /**
   * An operator that brings elements to other places and computes nothing.
   *
   * @param name the operator's name
   */
  record Rearrangement(String name, TensorShape shape) implements Layer {
    @Override
    public String operator() {
      return name;
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return shape;
    }
  }

  /**
   * An operator that makes each output element of few input elements: a root, a norm, a partial
   * sum.
   *
   * @param name the operator's name
   */
  record Pointwise(String name, TensorShape shape) implements Layer {
    @Override
    public String operator() {
      return name;
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return shape;
    }
  }

  /** Average or maximum over a window. */
  record Pooling(PoolingKind kind, Window window) implements Layer {
    @Override
    public String operator() {
      return kind.label() + " pool " + window;
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      TensorShape input = Layer.single(this, inputs);
      return window.output(input, input.channels());
    }
  }

  /** Average or maximum over all positions. */
  record GlobalPooling(PoolingKind kind) implements Layer {
    @Override
    public String operator() {
      return "global " + kind.label() + " pool";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return TensorShape.vector(Layer.single(this, inputs).channels());
    }
  }

  /**
   * An operator on two tensors, element by element; an input of extent 1 along y and x is
   * broadcast.
   *
   * @param activation applied to the result
   */
  record Elementwise(ElementwiseKind kind, Activation activation) implements Layer {
    @Override
    public String operator() {
      return kind.label();
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      if (inputs.size() != 2) {
        throw new IllegalArgumentException(
            kind.label() + " takes two inputs, not " + inputs.size());
      }
      return Layer.broadcast(kind, inputs.get(0), inputs.get(1));
    }
  }

  /**
   * An operator on a tensor and trained constants: one for all elements, one a channel, or one an
   * element.
   *
   * @param activation applied to the result
   */
  record ElementwiseConstant(ElementwiseKind kind, TensorShape constants, Activation activation)
      implements Layer {
    @Override
    public String operator() {
      return kind.label() + " constant";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return Layer.broadcast(kind, Layer.single(this, inputs), constants);
    }

    @Override
    public long parameters(List<TensorShape> inputs) {
      return constants.elements();
    }
  }

  /** An activation function as an operator of its own. */
  record Activate(Activation activation) implements Layer {
    @Override
    public String operator() {
      return activation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return Layer.single(this, inputs);
    }
  }

  /** Tensors of equal height and width, one behind the other along the channels. */
  record Concatenation() implements Layer {
    @Override
    public String operator() {
      return "concat";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      TensorShape first = inputs.get(0);
      int channels = 0;
      for (TensorShape input : inputs) {
        if (input.height() != first.height() || input.width() != first.width()) {
          throw new IllegalArgumentException(
              "concat of " + first + " and " + input + ": height and width differ");
        }
        channels = Math.addExact(channels, input.channels());
      }
      return new TensorShape(first.height(), first.width(), channels);
    }
  }

  /** Zero padding along y and x. */
  record Pad(int top, int bottom, int left, int right) implements Layer {
    @Override
    public String operator() {
      return "pad";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      TensorShape input = Layer.single(this, inputs);
      return new TensorShape(
          Math.addExact(input.height(), Math.addExact(top, bottom)),
          Math.addExact(input.width(), Math.addExact(left, right)),
          input.channels());
    }
  }

  /** The same elements in another shape. */
  record Reshape(TensorShape shape) implements Layer {
    @Override
    public String operator() {
      return "reshape";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      TensorShape input = Layer.single(this, inputs);
      if (input.elements() != shape.elements()) {
        throw new IllegalArgumentException(
            "reshape of " + input + " to " + shape + ": the number of elements differs");
      }
      return shape;
    }
  }

  /** A part of the input, cut along any dimension. */
  record Slice(TensorShape shape) implements Layer {
    @Override
    public String operator() {
      return "slice";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      TensorShape input = Layer.single(this, inputs);
      if (shape.elements() > input.elements()) {
        throw new IllegalArgumentException(
            "slice of " + input + " to " + shape + ": the part is larger than the whole");
      }
      return shape;
    }
  }

  /** Interpolation to another height and width. */
  record Resize(Interpolation interpolation, int height, int width) implements Layer {

    /** An interpolation is how a value between two pixels is found. */
    public enum Interpolation {
      BILINEAR,
      NEAREST
    }

    @Override
    public String operator() {
      return "resize " + interpolation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return new TensorShape(height, width, Layer.single(this, inputs).channels());
    }
  }

  /** Floats, or integers of another scale, to integers. */
  record Quantize() implements Layer {
    @Override
    public String operator() {
      return "quantize";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return Layer.single(this, inputs);
    }
  }

  /** Integers to floats. */
  record Dequantize() implements Layer {
    @Override
    public String operator() {
      return "dequantize";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return Layer.single(this, inputs);
    }
  }

  /** Softmax over the channels. */
  record Softmax() implements Layer {
    @Override
    public String operator() {
      return "softmax";
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return Layer.single(this, inputs);
    }
  }

  /**
   * An operator that the reader of a network file met and that no accelerator is known to run.
   *
   * @param name the operator's name in its file
   */
  record Unsupported(String name, TensorShape shape) implements Layer {
    @Override
    public String operator() {
      return name;
    }

    @Override
    public TensorShape output(List<TensorShape> inputs) {
      return shape;
    }
  }

  private static TensorShape broadcast(ElementwiseKind kind, TensorShape a, TensorShape b) {
    TensorShape large = a.elements() >= b.elements() ? a : b;
    TensorShape small = large == a ? b : a;
    boolean broadcast =
        small.positions() == 1 && (small.channels() == large.channels() || small.channels() == 1);
    if (!large.equals(small) && !broadcast) {
      throw new IllegalArgumentException(
          kind.label() + " of " + a + " and " + b + ": the shapes do not match");
    }
    return large;
  }

  private static TensorShape single(Layer layer, List<TensorShape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          layer.operator() + " takes one input, not " + inputs.size());
    }
    return inputs.get(0);
  }
}
