package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.dl4j.layer.Normalised;
import io.edgewise.search.weights.NamedArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A fully trained network: what its weights are worth, and the forms in which they leave. Weights
 * are in the order of {@link io.edgewise.search.training.Snapshot#parameters}.
 */
public final class FullNetwork implements AutoCloseable {
  private final BlockNetwork network;
  private final int batch;
  private final ComputationGraph graph;

  /**
   * @param batch most images that are computed at a time
   */
  public FullNetwork(BlockNetwork network, int batch) {
    prepare();
    this.network = network;
    this.batch = batch;
    this.graph = FastGraph.untrained(network);
  }

  /**
   * Sees to it that ND4J computes right, and on one thread.
   *
   * @throws IllegalStateException if it computes on a GPU, for which the fast layers are not
   */
  static void prepare() {
    OneBlas.claim();
    Nd4jArithmetic.require();
    if (Layers.ofBackend() != Layers.FAST) {
      throw new IllegalStateException(
          "full training is for CPUs; on a GPU train what edgewise export --to pytorch writes");
    }
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }

  /** The share of images that weights classify right, in [0, 1]. */
  public double accuracy(float[] weights, Images images) {
    Confusion answers = answers(weights, images);
    return (double) answers.right() / answers.images();
  }

  /** The answers that weights give to images. */
  public Confusion answers(float[] weights, Images images) {
    HostCopy.write(weights, graph.params());
    int size = Math.min(batch, images.size());
    try (ImageBatches batches = batches(images, size)) {
      return ImageAnswers.of(graph, images, batches, size);
    }
  }

  /**
   * The weights with running statistics that are those of all given images in place of moving
   * averages: of each layer the mean of its batches' means, and their variance within and between
   * batches, while layers before it normalise by the batch as they did in training (Wu and Johnson,
   * arXiv 2105.07576, section 3.1, PreciseBN). Batches are of equal size; images left over count
   * only if there are too few for one.
   */
  public float[] withStatisticsOf(float[] weights, Images images) {
    HostCopy.write(weights, graph.params());
    int size = Math.min(batch, images.size());
    int[] order = IntStream.range(0, images.size()).toArray();
    List<LayerStatistics> layers = new ArrayList<>();
    for (Layer layer : graph.getLayers()) {
      if (layer instanceof Normalised normalised) {
        layers.add(new LayerStatistics(normalised));
      }
    }
    try (ImageBatches batches = batches(images, size)) {
      for (int from = 0; from + size <= order.length; from += size) {
        batches.fill(order, from, from + size, null);
        graph.output(true, batches.inputs());
        layers.forEach(LayerStatistics::add);
      }
    }
    layers.forEach(LayerStatistics::set);
    return HostCopy.read(graph.params());
  }

  /** The weights under their names, in the order of the network. */
  public Map<String, NamedArray> named(float[] weights) {
    HostCopy.write(weights, graph.params());
    return NamedWeights.of(network, graph);
  }

  /**
   * The weights of named ones: what {@link #named} is the inverse of.
   *
   * @param named exactly those of {@link io.edgewise.search.network.WeightNames}
   */
  public float[] weights(Map<String, NamedArray> named) {
    NamedWeights.write(named, network, graph);
    return HostCopy.read(graph.params());
  }

  /** The network as Deeplearning4j's own zip file, which its {@code ModelSerializer} reads. */
  public byte[] zip(float[] weights) {
    HostCopy.write(weights, graph.params());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(graph, out, false);
    } catch (IOException e) {
      throw new UncheckedIOException("a file in memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private ImageBatches batches(Images images, int size) {
    return new ImageBatches(images, Normalisation.centred(images.channels()), Layers.FAST, size, 0);
  }

  /** Frees what the network took off the heap. */
  @Override
  public void close() {
    GraphMemory.release(graph);
  }

  /** Sums over batches of one layer's means and squares. */
  private static final class LayerStatistics {
    private final Normalised layer;
    private double[] means = new double[0];
    private double[] squares = new double[0];
    private int batches;

    LayerStatistics(Normalised layer) {
      this.layer = layer;
    }

    void add() {
      double[] mean = layer.batchMean();
      double[] variance = layer.batchVariance();
      if (batches == 0) {
        means = new double[mean.length];
        squares = new double[mean.length];
      }
      for (int c = 0; c < mean.length; c++) {
        means[c] += mean[c];
        squares[c] += variance[c] + mean[c] * mean[c];
      }
      batches++;
    }

    void set() {
      double[] mean = new double[means.length];
      double[] variance = new double[means.length];
      for (int c = 0; c < mean.length; c++) {
        mean[c] = means[c] / batches;
        variance[c] = Math.max(0, squares[c] / batches - mean[c] * mean[c]);
      }
      layer.setStatistics(mean, variance);
    }
  }
}
