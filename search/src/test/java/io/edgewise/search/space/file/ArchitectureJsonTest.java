package io.edgewise.search.space.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.network.Fused;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.Skip;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.ArchitectureJson.Document;
import io.edgewise.search.space.staged.Networks;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureJsonTest {

  private static final Document SMALL =
      new Document(
          "mine",
          new Architecture(
              List.of(new Choice("stage1.layers", "2"), new Choice("stage1.width", "0.75")),
              Networks.of(Networks.stage(5, 24, 2, 0.25))));

  private static final String TEXT =
      """
      {
        "format" : "edgewise-architecture/1",
        "id" : "ID",
        "space" : "mine",
        "choices" : {
          "stage1.layers" : "2",
          "stage1.width" : "0.75"
        },
        "network" : {
          "family" : "staged",
          "resolution-scale" : 1.0,
          "stem" : {
            "kernel" : 3,
            "channels" : 8,
            "activation" : "relu"
          },
          "stages" : [ {
            "block" : "mbconv",
            "kernel" : 5,
            "expansion" : 4,
            "stride" : 1,
            "channels" : 24,
            "layers" : 2,
            "squeeze-excite" : 0.25,
            "activation" : "relu"
          } ],
          "head" : {
            "channels" : 16,
            "activation" : "relu"
          }
        }
      }
      """
          .replace("ID", SMALL.architecture().id().hex());

  @Test
  void writesTheWordsOfTheSpaceFiles() {
    assertThat(ArchitectureJson.write(SMALL)).isEqualTo(TEXT);
  }

  /** Every stage says what it squeezes, as the first files of the format did. */
  @Test
  void aStageSaysTheOptionsOfItsBlock() {
    Stage fused = new Stage(new Fused(3, 8), 2, 32, 2, Nonlinearity.RELU);
    Stage grouped = new Stage(new FusedGrouped(5, 4, 64), 1, 64, 1, Nonlinearity.SWISH);
    Architecture architecture = new Architecture(List.of(), Networks.of(fused, grouped));
    String text = ArchitectureJson.write(new Document("mine", architecture));
    assertThat(text.substring(text.indexOf("\"stages\""), text.indexOf("\"head\"")))
        .isEqualToIgnoringWhitespace(
            """
            "stages" : [ {
              "block" : "fused", "kernel" : 3, "expansion" : 8, "stride" : 2, "channels" : 32,
              "layers" : 2, "squeeze-excite" : 0.0, "activation" : "relu"
            }, {
              "block" : "fused-grouped", "kernel" : 5, "expansion" : 4, "stride" : 1,
              "channels" : 64, "layers" : 1, "squeeze-excite" : 0.0, "group-size" : 64,
              "activation" : "swish"
            } ],
            """);
  }

  @Test
  void aSkipIsSaidWhereThereIsNone() {
    Stage stage = new Stage(new Fused(3, 3.2), 1, 8, 2, Nonlinearity.RELU, Skip.NONE);
    Document document = new Document("mine", new Architecture(List.of(), Networks.of(stage)));
    String text = ArchitectureJson.write(document);
    assertThat(text.substring(text.indexOf("\"stages\""), text.indexOf("\"head\"")))
        .isEqualToIgnoringWhitespace(
            """
            "stages" : [ {
              "block" : "fused", "kernel" : 3, "expansion" : 3.2, "stride" : 1, "channels" : 8,
              "layers" : 2, "squeeze-excite" : 0.0, "activation" : "relu", "skip" : "none"
            } ],
            """);
    assertThat(ArchitectureJson.parse("a.json", text)).isEqualTo(document);
    assertThatThrownBy(() -> ArchitectureJson.parse("a.json", text.replace("none", "pool")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "a.json: 1 mistake\n"
                + "  network.stages[0].skip: is \"pool\"; allowed is one of identity, none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2", "nasbench201"})
  void readsWhatItWrites(String name) {
    SearchSpace space = SearchSpaceFile.find(name);
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      Document document = new Document(name, space.sample(random));
      assertThat(ArchitectureJson.parse("a.json", ArchitectureJson.write(document)))
          .isEqualTo(document);
    }
  }

  @Test
  void readsWhatTheFirstVersionWrote() {
    assertThat(ArchitectureJson.parse("a.json", TEXT)).isEqualTo(SMALL);
  }

  @Test
  void reportsEveryMistakeAtOnce() {
    String wrong =
        TEXT.replace("architecture/1", "architecture/2")
            .replace("\"kernel\" : 5", "\"kernel\" : 4")
            .replace("\"channels\" : 24", "\"channels\" : 1000000000")
            .replace("\"stride\" : 1", "\"stride\" : null")
            .replace("\"layers\" : 2", "\"layers\" : 1e9")
            .replace("\"0.75\"", "{}")
            .replace("\"head\"", "\"heads\"");
    assertThat(problems(wrong))
        .contains(
            "format: is \"edgewise-architecture/2\"; allowed is one of edgewise-architecture/1",
            "choices: allowed are names and texts of [A-Za-z0-9._-]{1,64}",
            "network.stages[0].kernel: is 4; allowed is one of 3, 5, 7",
            "network.stages[0].channels: is 1000000000; allowed is a whole number from 1 to 4096",
            "network.stages[0].stride: missing; allowed is a whole number from 1 to 2",
            "network.heads: unknown key; did you mean head?");
  }

  @Test
  void refusesANetworkThatIsNotTheIds() {
    assertThat(problems(TEXT.replace("\"expansion\" : 4", "\"expansion\" : 6")))
        .singleElement()
        .asString()
        .startsWith("id: is " + SMALL.architecture().id() + ", but the network in it is ");
  }

  @Test
  void refusesAFusedBlockWithSqueezeExcite() {
    assertThat(problems(TEXT.replace("\"mbconv\"", "\"fused\"")))
        .containsExactly(
            "network.stages[0].squeeze-excite: is 0.25; allowed is a number from 0.0 to 0.0");
  }

  @Test
  void refusesWhatIsNoJsonObject() {
    assertThat(problems("[]")).singleElement().asString().startsWith("not readable as a JSON");
    assertThat(problems("")).singleElement().asString().startsWith("not readable as a JSON");
    assertThat(problems(TEXT + "x")).singleElement().asString().startsWith("not readable");
    assertThat(problems("{\"id\":1,\"id\":2}")).singleElement().asString().contains("Duplicate");
    assertThat(problems("null")).containsExactly("is null: not an architecture");
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    assertThat(problems(" ".repeat(ArchitectureJson.MAX_BYTES + 1)))
        .containsExactly("is longer than 262144 bytes: not an architecture");
    assertThat(problems("{\"a\":" + "[".repeat(100_000)))
        .singleElement()
        .asString()
        .contains("nest");
  }

  private static List<String> problems(String text) {
    try {
      ArchitectureJson.parse("a.json", text);
      return List.of();
    } catch (SettingsException e) {
      return e.problems();
    }
  }
}
