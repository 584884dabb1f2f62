package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A step works in the memory of the one before. */
class StepMemoryTest {
  private static final int BATCH = 32;

  private static final BlockNetwork NETWORK =
      new BlockNetwork(
          32,
          3,
          10,
          new Stem(3, 1, 16, Nonlinearity.SWISH),
          List.of(
              new Block(new Fused(3, 4), 1, 16, 16, Nonlinearity.SWISH),
              new Block(new MBConv.Body(5, 4, 4), 2, 16, 24, Nonlinearity.SWISH)),
          64,
          Nonlinearity.SWISH);

  private final ComputationGraph graph =
      new ComputationGraph(NetworkGraph.of(NETWORK, Layers.FAST, new Adam(1e-3), 1));
  private final INDArray images = Nd4j.randn(DataType.FLOAT, BATCH, 32, 32, 3);
  private final INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);

  private void step() {
    graph.fit(new INDArray[] {images}, new INDArray[] {labels});
  }

  @Test
  @DisplayName("the layers' outputs lie where they lay at the step before")
  void outputsAreReused() {
    graph.init();
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      step();
      addresses.add(graph.feedForward(images, true).get("block1.expand").data().address());
    }

    assertThat(addresses).hasSize(1);
  }

  @Test
  @DisplayName("what a step leaves on the heap is small change: under 2 % of its activations")
  void littleIsLeftOnTheHeap() {
    graph.init();
    for (int i = 0; i < 20; i++) {
      step();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    int steps = 20;
    for (int i = 0; i < steps; i++) {
      step();
    }
    long perStep = (threads.getThreadAllocatedBytes(thread) - before) / steps;

    assertThat(perStep).isLessThan(MemoryNeed.bytes(NETWORK, Layers.FAST, BATCH) / 50);
  }
}
