package io.edgewise.search.training;

import io.edgewise.search.network.BlockNetwork;
import java.io.Serializable;
import java.util.HexFormat;

/** An objective says what a network's answers are held against while it is trained. */
public sealed interface Objective extends Serializable {

  /** The labels of the images alone. */
  record Labels() implements Objective {}

  /**
   * The labels, and the answers of a trained network to the very images of the step, augmented as
   * they are (Hinton et al., arXiv 1503.02531; the same images as in Beyer et al., arXiv
   * 2106.05237). With logits z, those of the teacher v, temperature T and labels y the loss of an
   * image is
   *
   * <pre>
   * (1 - weight) H(y, softmax(z)) + weight T^2 KL(softmax(v / T) || softmax(z / T))
   * </pre>
   *
   * @param teacher a network of the same input and classes
   * @param weights of the teacher, in the order of {@link Snapshot#parameters}
   * @param temperature by which logits are divided, above 0: the higher, the more the classes that
   *     are not the answer count
   * @param weight of the teacher's answers, in (0, 1]
   */
  record Distillation(BlockNetwork teacher, float[] weights, double temperature, double weight)
      implements Objective {

    public Distillation {
      if (!(temperature > 0) || !(weight > 0 && weight <= 1)) {
        throw new IllegalArgumentException(
            "temperature " + temperature + ", weight " + weight + ": allowed is above 0, and to 1");
      }
    }

    /** The weights as 16 hex digits of their SHA-256, by which a teacher is told from others. */
    public String digest() {
      byte[] bytes = FloatBytes.of(weights);
      byte[] hash = CheckpointFormat.sha256(bytes, bytes.length);
      return HexFormat.of().formatHex(hash, 0, 8);
    }
  }
}
