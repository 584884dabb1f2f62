package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.layer.FastConvolution;
import io.edgewise.search.proxy.dl4j.layer.FastDepthwiseConvolution;
import io.edgewise.search.proxy.dl4j.layer.FastGroupedConvolution;
import io.edgewise.search.proxy.dl4j.layer.FastSqueezeExcite;
import io.edgewise.search.proxy.dl4j.layer.GlobalAveragePool;
import io.edgewise.search.proxy.dl4j.layer.NormalisedConvolutionConf.BatchNorm;
import io.edgewise.search.proxy.dl4j.layer.ResidualAdd;
import io.edgewise.search.training.MovingDecay;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** A graph of fast layers, which work on the memory of the CPU. */
final class FastGraph extends NetworkGraph {
  private final MovingDecay statistics;

  /**
   * @param seed of the initial weights
   */
  FastGraph(IUpdater updater, long seed) {
    this(updater, seed, DECAY, 0, new LossMCXENT());
  }

  /**
   * @param seed of the initial weights
   * @param statistics share of the running statistics that a step keeps
   * @param weightDecay of the kernels, times the learning rate
   * @param loss of the logits
   */
  FastGraph(
      IUpdater updater, long seed, MovingDecay statistics, double weightDecay, ILossFunction loss) {
    super(
        // The layers hold their own memory.
        new NeuralNetConfiguration.Builder()
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .weightDecay(weightDecay),
        updater,
        seed,
        loss);
    this.statistics = statistics;
  }

  /** A network whose weights are given and not trained. */
  static ComputationGraph untrained(BlockNetwork network) {
    FastGraph layers = new FastGraph(new NoOp(), 0, ShardTraining.STATISTICS, 0, new LossMCXENT());
    ComputationGraph graph = new ComputationGraph(NetworkGraph.of(network, layers));
    graph.init();
    return graph;
  }

  @Override
  public String convolution(String name, String input, Convolution c) {
    boolean first = input.equals(IMAGE);
    return add(
        name,
        new FastConvolution(
            name,
            c.inputChannels(),
            c.outputChannels(),
            c.kernel(),
            c.stride(),
            !first,
            batchNorm(of(c.activation()))),
        input);
  }

  @Override
  public String depthwise(String name, String input, DepthwiseConvolution c) {
    return add(
        name,
        new FastDepthwiseConvolution(
            name, c.channels(), c.kernel(), c.stride(), batchNorm(of(c.activation()))),
        input);
  }

  @Override
  public String grouped(String name, String input, GroupedConvolution c) {
    return add(
        name,
        new FastGroupedConvolution(
            name,
            c.inputChannels(),
            c.outputChannels(),
            c.groups(),
            c.kernel(),
            c.stride(),
            batchNorm(of(c.activation()))),
        input);
  }

  private BatchNorm batchNorm(Activation activation) {
    return new BatchNorm(statistics, BATCH_NORM_EPSILON, activation);
  }

  @Override
  public String squeezeExcite(String name, String input, SqueezeExcite s) {
    return add(
        name, new FastSqueezeExcite(name, s.channels(), s.squeezed(), of(s.activation())), input);
  }

  @Override
  public String residual(String name, String output, String input) {
    return join(name, new ResidualAdd(), output, input);
  }

  @Override
  public String pool(String name, String input, int channels) {
    return add(name, new GlobalAveragePool(name, channels), input);
  }
}
