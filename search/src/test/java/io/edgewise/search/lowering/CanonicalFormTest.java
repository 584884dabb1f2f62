package io.edgewise.search.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockType;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two architectures have one id exactly if they are deployed as one network. */
class CanonicalFormTest {

  private static final DeployView DEPLOYED = new DeployView(224, 3, 1000);
  private static final ProxyView PROXY = new ProxyView(32, 3, 10, 0.35, 0.5, 3);

  /**
   * Widths that round alike (24 x 0.95 and 24 x 1.05 are 24), squeeze-excite ratios that squeeze
   * alike, and neighbouring stages that can be one another's continuation.
   */
  private static final String TWINS =
      """
      name = twins
      family = staged
      resolution = [1.0, 1.143]
      stem { kernel = [3], channels = [16], activation = [relu] }
      every-stage {
        block = [mbconv, fused], kernel = [3, 5], expansion = [1, 4], width = [0.95, 1.0, 1.05]
        layers = [0, 1, 2], squeeze-excite = [0, 0.25, 0.26, 0.3], activation = [relu, swish]
      }
      stages = [
        { channels = 24, stride = 2, layers = [1, 2] }
        { channels = 24, stride = 1 }
        { channels = 24, stride = 1 }
      ]
      head { channels = [64], activation = [relu] }
      """;

  /** Blocks of different kinds that compute the same for some options. */
  private static final String KINDS =
      """
      name = kinds
      family = staged
      resolution = [1.0]
      stem { kernel = [3], channels = [32], activation = [relu] }
      every-stage {
        block = [BLOCKS]
        kernel = [3, 5], expansion = [1, 2, 4], width = [0.5, 1.0], layers = [0, 1, 2]
        squeeze-excite = [0], group-size = [16, 64, 128]
        input-ratio = [0.5, 0.52, 1.0], output-ratio = [0.5, 1.0], activation = [relu, swish]
      }
      stages = [
        { channels = 48, stride = 2, layers = [1, 2] }
        { channels = 48, stride = 1 }
      ]
      head { channels = [64], activation = [relu] }
      """
          .replace(
              "BLOCKS",
              Arrays.stream(BlockType.values())
                  .map(Settings::label)
                  .collect(Collectors.joining(", ")));

  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2"})
  void holdsInTheBuiltInSpaces(String name) {
    assertIdsNameNetworks(SearchSpaceFile.find(name), 1_000);
  }

  @Test
  void holdsInASpaceMadeOfTwins(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("twins.conf"), TWINS);
    SearchSpace space = SearchSpaceFile.read(file);
    int networks = assertIdsNameNetworks(space, 4_000);
    assertThat(networks).isBetween(1_000, 3_900); // there were twins, and others
  }

  @Test
  void holdsForBlocksOfEveryKind(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("kinds.conf"), KINDS);
    int networks = assertIdsNameNetworks(SearchSpaceFile.read(file), 4_000);
    assertThat(networks).isBetween(1_000, 3_900);
  }

  private static int assertIdsNameNetworks(SearchSpace space, int samples) {
    Random random = new Random(17);
    Map<ArchitectureId, LayerGraph> deployed = new HashMap<>();
    Map<LayerGraph, ArchitectureId> ids = new HashMap<>();
    Map<ArchitectureId, BlockNetwork> proxies = new HashMap<>();
    for (int i = 0; i < samples; i++) {
      Architecture architecture = space.sample(random);
      ArchitectureId id = architecture.id();
      LayerGraph graph = Lowering.lower("n", DEPLOYED.network(architecture));
      BlockNetwork proxy = PROXY.network(architecture);
      assertThat(deployed.computeIfAbsent(id, first -> graph)).isEqualTo(graph);
      assertThat(ids.computeIfAbsent(graph, first -> id)).isEqualTo(id);
      assertThat(proxies.computeIfAbsent(id, first -> proxy)).isEqualTo(proxy);
    }
    return deployed.size();
  }
}
