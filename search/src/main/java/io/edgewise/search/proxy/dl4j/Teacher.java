package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.training.Objective.Distillation;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A trained network that answers to batches of another's training. */
final class Teacher implements AutoCloseable {

  private final ComputationGraph graph;
  private final BatchArray labels;
  private final int classes;

  /**
   * @param capacity images in the largest batch
   */
  Teacher(Distillation distillation, int capacity) {
    this.classes = distillation.teacher().classes();
    this.labels = Layers.FAST.batch(capacity, 2L * classes);
    this.graph = FastGraph.untrained(distillation.teacher());
    HostCopy.write(distillation.weights(), graph.params());
  }

  /** The labels of a batch, and beside them what the teacher says: {@code [N, 2 classes]}. */
  INDArray beside(INDArray own, INDArray images) {
    float[] hard = HostCopy.read(own);
    float[] taught = HostCopy.read(graph.output(false, images)[0]);
    float[] both = new float[2 * classes];
    int size = hard.length / classes;
    for (int i = 0; i < size; i++) {
      System.arraycopy(hard, i * classes, both, 0, classes);
      System.arraycopy(taught, i * classes, both, classes, classes);
      labels.put(i, both);
    }
    return labels.first(size);
  }

  @Override
  public void close() {
    labels.close();
    GraphMemory.release(graph);
  }
}
