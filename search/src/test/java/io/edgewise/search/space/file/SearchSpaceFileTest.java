package io.edgewise.search.space.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceFileTest {

  private static final String SMALL =
      """
      name = small
      family = staged
      resolution = [1.0]
      stem { kernel = [3, 5], channels = [16], activation = [relu] }
      every-stage {
        block = [mbconv, fused], kernel = [3, 5], expansion = [4], width = [1.0]
        layers = [1, 2], squeeze-excite = [0, 0.25], activation = [relu6]
      }
      stages = [
        { channels = 24, stride = 1, layers = [0, 2] }
        { channels = 40, stride = 2, block = [fused], mbconv { kernel = [7] } }
        { channels = 80, stride = 2, fused { kernel = [3] } }
      ]
      head { channels = [640, 1280], activation = [relu] }
      """;

  private static final String SMALL_WITH_DEPTHWISE_KERNELS =
      SMALL.replace(
          "activation = [relu6]\n", "activation = [relu6]\n  mbconv { kernel = [5, 7] }\n");

  /**
   * A setting with one option is no decision. Stage 1 may be left out: all its other decisions wait
   * for layers 2. Stage 2 is always fused: no block, no squeeze-excite to decide. Stage 3's blocks
   * have kernels of their own, of which the fused one's is settled.
   */
  @Test
  void whatAFileLeavesOpenIsDecidedOnce() {
    assertThat(parse(SMALL).decisions())
        .extracting(decision -> decision.name() + decision.options() + decision.conditions())
        .containsExactly(
            "stem.kernel[3, 5][]",
            "stage1.layers[0, 2][]",
            "stage1.block[mbconv, fused][stage1.layers is 2]",
            "stage1.kernel[3, 5][stage1.layers is 2]",
            "stage1.squeeze-excite[0.0, 0.25][stage1.layers is 2, stage1.block is mbconv]",
            "stage2.layers[1, 2][]",
            "stage2.kernel[3, 5][]",
            "stage3.layers[1, 2][]",
            "stage3.block[mbconv, fused][]",
            "stage3.mbconv.kernel[3, 5][stage3.block is mbconv]",
            "stage3.squeeze-excite[0.0, 0.25][stage3.block is mbconv]",
            "head.channels[640, 1280][]");
  }

  /**
   * Options that several blocks have alike are decided once, for those blocks alone; those that
   * differ once a block.
   */
  @Test
  void optionsOfBlocksAreDecidedWhereABlockHasThem() {
    String grouped =
        SMALL
            .replace("block = [mbconv, fused]", "block = [mbconv, fused-strided, fused-grouped]")
            .replace("expansion = [4],", "expansion = [4, 8], group-size = [32, 64],")
            .replace("fused { kernel = [3] }", "fused-grouped { expansion = [4] }");
    assertThat(parse(grouped).decisions())
        .filteredOn(decision -> decision.name().startsWith("stage3."))
        .extracting(decision -> decision.name() + decision.options() + decision.conditions())
        .containsExactly(
            "stage3.layers[1, 2][]",
            "stage3.block[mbconv, fused-strided, fused-grouped][]",
            "stage3.kernel[3, 5][]",
            "stage3.mbconv.expansion[4, 8][stage3.block is mbconv]",
            "stage3.fused-strided.expansion[4, 8][stage3.block is fused-strided]",
            "stage3.squeeze-excite[0.0, 0.25][stage3.block is mbconv]",
            "stage3.group-size[32, 64][stage3.block is fused-grouped]");
  }

  @Test
  void theFirstSpellingTakesTheFilesFirstOptions() {
    StagedNetwork network = (StagedNetwork) parse(SMALL).first().blueprint();
    assertThat(network.canonicalForm())
        .isEqualTo(
            "staged; scale 1.0; stem k3 c16 relu"
                + "; fused k3 s2 e4 c40 se0 relu6"
                + "; mbconv k3 s2 e4 c80 se0 relu6"
                + "; head c640 relu");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "efficientnet-edgetpu",
        "efficientnet",
        "mobilenet-edgetpu-v2",
        "nasbench201",
        "small-images"
      })
  void builtInSpacesSpellNetworks(String name) {
    SearchSpace space = SearchSpaceFile.find(name);
    assertThat(space.name()).isEqualTo(name);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      assertThat(space.sample(random).blueprint().canonicalForm()).isNotEmpty();
    }
  }

  @Test
  void theEdgeTpuSpaceHasNeitherSqueezeExciteNorSwish() {
    SearchSpace space = SearchSpaceFile.find("efficientnet-edgetpu");
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      assertThat(space.sample(random).blueprint().canonicalForm())
          .contains(" se0 ")
          .doesNotContain("swish")
          .doesNotContainPattern("se[1-9]");
    }
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.conf"), SMALL);
    assertThat(SearchSpaceFile.find(file.toString()).decisions())
        .isEqualTo(parse(SMALL).decisions());
  }

  @Test
  void theBuiltInSpacesAreThoseOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../conf/spaces"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              SearchSpaceFile.NAMES.stream().map(name -> name + ".conf").toList());
    }
  }

  @Test
  void refusesANameThatIsNeither() {
    assertThatThrownBy(() -> SearchSpaceFile.find("efficientnet-edgetpu2"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "efficientnet-edgetpu2: 1 mistake\n  is neither a search-space file nor the name of a built-in search space");
    assertThatThrownBy(() -> SearchSpaceFile.find("../spaces/efficientnet"))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void reportsEveryMistakeAtOnce() {
    String wrong =
        SMALL
            .replace("family = staged", "family = resnet")
            .replace("resolution = [1.0]", "resolution = [1.0, 1.001]")
            .replace("stem { kernel = [3, 5]", "stem { kernel = [3, 4]")
            .replace("expansion = [4]", "expansion = [0]")
            .replace("width = [1.0]", "width = wide")
            .replace("activation = [relu6]", "activation = [relu6, gelu]")
            .replace("channels = 40, stride = 2", "channels = 4.5, stride = 3")
            .replace("channels = 24, stride = 1", "channels = 24, strid = 1");
    assertThat(problems(wrong))
        .containsExactlyInAnyOrder(
            "family: is \"resnet\"; allowed is one of staged, cell",
            "resolution: is [1.0, 1.001]; two that are closer than 0.01 are one network",
            "stem.kernel: is [3, 4]; allowed are [3, 5, 7]",
            "every-stage.expansion: is [0]; allowed is a list of different whole numbers from 1 to 16",
            "every-stage.width: is \"wide\"; allowed is a list of different numbers from 0.1 to 4.0",
            "every-stage.activation: is [\"relu6\",\"gelu\"]; allowed is a list of different words out of relu, relu6, swish",
            "stages[0].stride: missing; allowed is a whole number from 1 to 2",
            "stages[0].strid: unknown key; did you mean stride?",
            "stages[1].channels: is 4.5; allowed is a whole number from 1 to 4096",
            "stages[1].stride: is 3; allowed is a whole number from 1 to 2");
  }

  @Test
  void aStageThatHalvesTheResolutionCannotBeLeftOut() {
    assertThat(problems(SMALL.replace("stride = 1, layers", "stride = 2, layers")))
        .containsExactly(
            "stages[0].stride: is 2; a stage that may be left out (layers 0) must have stride 1");
    assertThat(problems(SMALL.replace("layers = [0, 2]", "layers = [0]")))
        .containsExactly(
            "stages[0].layers: is [0], which always leaves the stage out; delete the stage");
    String lone = SMALL.replaceAll("(?s)\\{ channels = 40.*?\\}\\s*\\}", "");
    assertThat(problems(lone.replaceAll("\\{ channels = 80.*?\\} \\}", "")))
        .containsExactly("stages: every one may be left out; one at least must not have layers 0");
  }

  @Test
  void aSettingThatNobodyGivesIsMissingWhereItIsNeeded() {
    assertThat(problems(SMALL.replace("kernel = [3, 5], expansion", "expansion")))
        .containsExactly(
            "stages[0].kernel: missing; allowed is a list of different whole numbers from 3 to 7",
            "stages[1].kernel: missing; allowed is a list of different whole numbers from 3 to 7",
            "stages[2].kernel: missing; allowed is a list of different whole numbers from 3 to 7");
  }

  @Test
  void aLineForAllBlocksThatAnIncludedLineForOneOverrulesIsRefused(@TempDir Path folder)
      throws IOException {
    Path base = Files.writeString(folder.resolve("base.conf"), SMALL_WITH_DEPTHWISE_KERNELS);
    Path mine = folder.resolve("mine.conf");
    Files.writeString(mine, "include \"base.conf\"\nevery-stage.kernel = [3]\n");

    assertThatThrownBy(() -> SearchSpaceFile.find(mine.toString()))
        .hasMessage(
            mine
                + ": 1 mistake\n  every-stage.kernel: is [3] ("
                + mine
                + ", line 2), but every-stage.mbconv.kernel is [5, 7] ("
                + base
                + ", line 8) and goes before it for mbconv; allowed is to say"
                + " every-stage.mbconv.kernel beside it as well, as [3] to narrow it or as [5, 7] to"
                + " leave it");
  }

  @Test
  void aLineForOneBlockBesideItSettlesWhatHolds(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("base.conf"), SMALL_WITH_DEPTHWISE_KERNELS);
    Path mine = folder.resolve("mine.conf");
    for (String said :
        new String[] {
          "every-stage { kernel = [3], mbconv.kernel = [3] }",
          "every-stage { kernel = [3], mbconv.kernel = [5, 7] }",
          "every-stage.kernel = [3, 5, 7]",
          "every-stage.mbconv.kernel = [3, 5, 7]"
        }) {
      Files.writeString(mine, "include \"base.conf\"\n" + said + "\n");
      assertThat(SearchSpaceFile.read(mine).decisions()).as(said).isNotEmpty();
    }
  }

  /** The first stage of the included file has layers of its own, 0 or 2. */
  @Test
  void aLineForEveryStageThatAnIncludedStageOverrulesIsWarnedOf(@TempDir Path folder)
      throws IOException {
    Path base = Files.writeString(folder.resolve("base.conf"), SMALL);
    List<String> lines = SMALL.lines().toList();
    int line = 1;
    while (!lines.get(line - 1).contains("layers = [0, 2]")) {
      line++;
    }
    Path mine = folder.resolve("mine.conf");
    Files.writeString(mine, "include \"base.conf\"\nevery-stage.layers = [2]\n");
    assertThat(warnings(mine))
        .containsExactly(
            "every-stage.layers: is [2] ("
                + mine
                + ", line 2), but stages[0].layers is [0, 2] ("
                + base
                + ", line "
                + line
                + ") and goes before it there; to narrow that stage as well, say stages anew");

    Files.writeString(mine, "include \"base.conf\"\nevery-stage.width = [1.0]\n");
    assertThat(warnings(mine)).as("no stage has widths of its own").isEmpty();
    assertThat(warnings(base)).as("the file's own stages are what it means").isEmpty();
    Files.writeString(base, SMALL.replace("layers = [0, 2]", "layers = [2]"));
    Files.writeString(mine, "include \"base.conf\"\nevery-stage.layers = [2, 3]\n");
    assertThat(warnings(mine)).as("a stage that is narrower still").isEmpty();
  }

  private static List<String> warnings(Path file) {
    return SearchSpaceFile.warnings(file.toString(), SearchSpaceFile.settings(file.toString()));
  }

  private static SearchSpace parse(String text) {
    return SearchSpaceFile.parse("small.conf", ConfigFactory.parseString(text));
  }

  private static List<String> problems(String text) {
    try {
      parse(text);
      return List.of();
    } catch (SettingsException e) {
      return e.problems();
    }
  }
}
