package io.edgewise.search.proxy.dl4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Reads numbers of steps, a line each, trains that many and writes the images a second: the side of
 * Edgewise in against-pytorch.sh.
 */
final class TrainingSpeed {
  private static final int BATCH = 64;

  private final ComputationGraph network;
  private final INDArray images = Nd4j.randn(DataType.FLOAT, BATCH, 32, 32, 3);
  private final INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);

  private TrainingSpeed(String network) {
    this.network = ReferenceNetworks.create(network, new Adam(1e-3), 1);
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, i % 10, 1);
    }
  }

  double imagesASecond(int steps) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      network.fit(new INDArray[] {images}, new INDArray[] {labels});
    }
    return steps * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  public static void main(String[] arguments) throws IOException {
    new Dl4jProxyTrainer(); // one thread for everything native
    TrainingSpeed speed = new TrainingSpeed(arguments[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(speed.imagesASecond(Integer.parseInt(line.trim())));
    }
  }
}
