package io.edgewise.search.export.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.dl4j.Dl4jProxyTrainer;
import io.edgewise.search.proxy.dl4j.TrainedProxy;
import io.edgewise.search.weights.NamedArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A trained proxy, quantised and run in TensorFlow Lite. */
class IntegerProxyTest {

  private static final long SEED = 4;
  private static final TrainingRecipe RECIPE = new TrainingRecipe(4, 16, 5e-3, 0, false, 600_000);
  private static final DataSplit DATA = new DataSplit(colours(160, 1), colours(200, 2));

  private static final BlockNetwork NETWORK =
      new BlockNetwork(
          8,
          3,
          2,
          new BlockNetwork.Stem(3, 1, 8, Nonlinearity.RELU),
          List.of(
              new Block(new Fused(3, 2), 2, 8, 16, Nonlinearity.RELU),
              new Block(new MBConv.Body(3, 2, 0), 1, 16, 16, Nonlinearity.RELU)),
          32,
          Nonlinearity.RELU);

  /** Noise in which one of two colours is a little brighter. */
  private static ImageSet colours(int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * 8 * 8 * 3];
    int[] labels = new int[count];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / (8 * 8 * 3);
      labels[image] = image % 2;
      pixels[i] = (byte) (random.nextInt(100, 160) + (i % 3 == labels[image] ? 8 : 0));
    }
    return new ImageSet(8, 8, 3, 2, pixels, labels);
  }

  /** Pixels from -1 to 2 become 128ths of 2; the largest fits an int8 but for one step. */
  @Test
  void pixelsAreSharesOfTheLargest() {
    PixelScale scale = PixelScale.of(new float[][] {{-1, 0, 0.5f, 2}});
    ImageSet images = new ImageSet(1, 4, 1, 2, new byte[] {0, 1, 2, 3}, new int[] {0});

    assertThat(scale.largest()).isEqualTo(2);
    assertThat(scale.integers(images, 0)).containsExactly(-64, 0, 32, 127);
    assertThat(scale.reals(images, 0)).containsExactly(-0.5f, 0, 0.25f, 127 / 128f);
    assertThat(scale.times(new NamedArray(List.of(2), new float[] {3, -1})).values())
        .containsExactly(6, -2);
  }

  /** The weights are those of the training that was scored, and int8 loses little of them. */
  @Test
  void integersAnswerNearlyAsTheTrainedProxyDoes() {
    Dl4jProxyTrainer trainer = new Dl4jProxyTrainer();
    Trained trained = (Trained) trainer.train(NETWORK, DATA, RECIPE, SEED);
    TrainedProxy weights = trainer.trainToTheEnd(NETWORK, DATA, RECIPE, SEED).proxy().orElseThrow();

    Confusion integers = new IntegerProxy(NETWORK, weights).answers(DATA);

    double floats = trained.score().estimate(AccuracyMetric.TOP_1).value();
    assertThat(floats).as("it has learned something").isGreaterThan(0.8);
    assertThat(integers.images()).isEqualTo(200);
    assertThat(integers.estimate(AccuracyMetric.TOP_1).value()).isCloseTo(floats, within(0.03));
    assertThat(new IntegerProxy(NETWORK, weights).answers(DATA)).isEqualTo(integers);
  }

  @Test
  void aLayerThatDiedIsNamed() {
    TrainedProxy weights =
        new Dl4jProxyTrainer()
            .trainToTheEnd(NETWORK, DATA, RECIPE.withEpochs(1), SEED)
            .proxy()
            .orElseThrow();
    Map<String, NamedArray> dead = new LinkedHashMap<>(weights.weights());
    dead.put("head.bn.weight", new NamedArray(List.of(32), new float[32]));
    dead.put("head.bn.bias", new NamedArray(List.of(32), new float[32]));
    IntegerProxy proxy = new IntegerProxy(NETWORK, new TrainedProxy(dead, weights.pixels()));

    assertThatThrownBy(() -> proxy.answers(DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer head: range 0.0 to 0.0: allowed is a finite range with an extent");
  }
}
