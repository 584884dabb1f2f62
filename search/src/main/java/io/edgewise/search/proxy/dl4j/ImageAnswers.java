package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.accuracy.AnswerCount;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.dataset.Images;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** This class counts the answers of a network to images. */
final class ImageAnswers {

  private ImageAnswers() {}

  /**
   * Classifies all images of a set.
   *
   * @param batches of these images, with room for {@code batch}
   */
  static Confusion of(ComputationGraph graph, Images images, ImageBatches batches, int batch) {
    AnswerCount count = new AnswerCount(images.classes());
    int[] order = IntStream.range(0, images.size()).toArray();
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(from + batch, order.length);
      batches.fill(order, from, to, null);
      float[] scores = HostCopy.read(graph.output(false, batches.inputs())[0]);
      for (int i = from; i < to; i++) {
        count.add(images.label(i), scores, i - from);
      }
    }
    return count.confusion();
  }
}
