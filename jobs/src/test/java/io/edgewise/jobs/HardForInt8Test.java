package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatEvaluation;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.quantization.LayerNoise;
import io.edgewise.search.quantization.PostTrainingQuantization;
import io.edgewise.search.quantization.PostTrainingQuantization.Scored;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Recipe;
import io.edgewise.search.quantization.Step;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.weights.NamedArray;
import io.edgewise.search.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network before and after its channels are scaled by 2^u, u in [-3, 3]: one float function, and
 * the second form is hard for int8. hard-for-int8.sh does this to a trained network and counts
 * classes.
 */
class HardForInt8Test {

  private static final String SPACE =
      """
      name = small
      family = staged
      resolution = [1.0]
      stem { kernel = [3], channels = [16], activation = [relu] }
      every-stage {
        block = [mbconv], kernel = [3], expansion = [4], width = [1.0], layers = [2]
        squeeze-excite = [0], activation = [relu], mbconv { kernel = [3] }
      }
      stages = [ { channels = 8, stride = 1 }, { channels = 16, stride = 2 } ]
      head { channels = [32], activation = [relu] }
      """;

  private static final int IMAGES = 32;

  @TempDir private Path folder;
  private BlockNetwork network;
  private Map<String, NamedArray> weights;
  private List<float[]> images;

  @BeforeEach
  void drawn() throws IOException {
    Path space = Files.writeString(folder.resolve("space.conf"), SPACE);
    network = new DeployView(16, 3, 10).network(SearchSpaceFile.find(space.toString()).first());
    Path file = folder.resolve("w.safetensors");
    DrawnWeights.write(file, 11, WeightNames.of(network), Map.of());
    weights = WeightFile.read(file);
    images = IntStream.range(0, IMAGES).mapToObj(HardForInt8Test::image).toList();
  }

  @Test
  void theFloatFunctionIsTheSame() {
    float[] before = logits(folded(weights));
    float[] after = logits(folded(illScaled()));

    for (int c = 0; c < before.length; c++) {
      assertThat(after[c]).isCloseTo(before[c], within(1e-3f));
    }
  }

  @Test
  void minmaxLosesDecibelsOfItAndTheBestRecipeWinsThemBack() {
    PostTrainingQuantization plain = quantization(weights);
    double asDrawn = decibels(plain, plain.quantize(Recipe.MINMAX));
    PostTrainingQuantization hard = quantization(illScaled());

    List<Scored> tried =
        hard.search(
            Set.of(Step.EQUALIZATION, Step.BIAS_CORRECTION),
            quantized -> (int) (100 * decibels(hard, quantized)));

    double minmax = tried.get(0).score() / 100.0;
    Scored best = tried.stream().filter(Scored::taken).reduce((a, b) -> b).orElseThrow();
    assertThat(minmax).isLessThan(asDrawn - 4);
    assertThat(best.recipe().has(Step.EQUALIZATION)).isTrue();
    assertThat(best.score() / 100.0).isGreaterThan(asDrawn - 1);
  }

  private Map<String, NamedArray> illScaled() {
    return IllScaledWeights.of(network, weights, new SplittableRandom(1));
  }

  private FloatNetwork folded(Map<String, NamedArray> of) {
    return new FloatNetwork(
        DeployedGraph.of(Lowering.lower("small", network), Head.LOGITS),
        FoldedFilters.of(network, of));
  }

  private PostTrainingQuantization quantization(Map<String, NamedArray> of) {
    return new PostTrainingQuantization(folded(of), FloatEvaluation::new, images);
  }

  /** Signal to noise of the logits, which are the same for all recipes. */
  private double decibels(PostTrainingQuantization quantization, QuantizedNetwork quantized) {
    List<LayerNoise> noise = quantization.noise(Recipe.MINMAX, quantized, images.subList(0, 8));
    return noise.get(noise.size() - 1).accumulated();
  }

  private float[] logits(FloatNetwork floats) {
    List<float[]> values = new FloatEvaluation(floats).run(images.get(0));
    return values.get(values.size() - 1);
  }

  private static float[] image(int index) {
    Random random = new Random(Seeds.mix(11, 0, index));
    float[] image = new float[16 * 16 * 3];
    for (int i = 0; i < image.length; i++) {
      image[i] = (random.nextInt(256) - 128) / 128f;
    }
    return image;
  }
}
