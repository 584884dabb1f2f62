package io.edgewise.search.space;

import static io.edgewise.sim.settings.Settings.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.StagedNetwork.Head;
import io.edgewise.search.space.StagedNetwork.Stage;
import io.edgewise.search.space.StagedNetwork.Stem;
import io.edgewise.sim.settings.Settings;
import java.util.List;
import java.util.Optional;

/** The {@code network} of an architecture's JSON, in the words of the space files. */
final class BlueprintJson {

  private static final String STAGED = "staged";
  private static final String CELL = "cell";

  private BlueprintJson() {}

  static void write(Blueprint blueprint, ObjectNode json) {
    if (blueprint instanceof StagedNetwork network) {
      writeStaged(network, json.put("family", STAGED));
    } else if (blueprint instanceof CellNetwork cell) {
      json.put("family", CELL).put("arch", cell.toArch());
    } else {
      throw new IllegalArgumentException("a row of a table has no network to write");
    }
  }

  /**
   * Reads the network and ends the reading of the document.
   *
   * @throws io.edgewise.sim.settings.SettingsException with every mistake of the document
   */
  static Blueprint read(Settings document) {
    Settings network = document.section("network");
    return network.word("family", List.of(STAGED, CELL)).equals(CELL)
        ? readCell(document, network)
        : readStaged(document, network);
  }

  private static void writeStaged(StagedNetwork network, ObjectNode json) {
    json.put("resolution-scale", network.resolutionScale());
    json.putObject("stem")
        .put("kernel", network.stem().kernel())
        .put("channels", network.stem().channels())
        .put("activation", label(network.stem().activation()));
    ArrayNode stages = json.putArray("stages");
    for (Stage stage : network.stages()) {
      stages
          .addObject()
          .put("block", label(stage.kind()))
          .put("kernel", stage.kernel())
          .put("expansion", stage.expansion())
          .put("stride", stage.stride())
          .put("channels", stage.channels())
          .put("layers", stage.layers())
          .put("squeeze-excite", stage.squeezeExciteRatio())
          .put("activation", label(stage.activation()));
    }
    json.putObject("head")
        .put("channels", network.head().channels())
        .put("activation", label(network.head().activation()));
  }

  private static StagedNetwork readStaged(Settings document, Settings network) {
    double scale =
        network.number(
            "resolution-scale",
            StagedNetwork.MIN_RESOLUTION_SCALE,
            StagedNetwork.MAX_RESOLUTION_SCALE);
    Settings stemJson = network.section("stem");
    Stem stem = new Stem(kernel(stemJson), channels(stemJson), activation(stemJson));
    List<Stage> stages = network.sections("stages").stream().map(BlueprintJson::stage).toList();
    if (stages.size() > StagedNetwork.MAX_STAGES) {
      network.problem(
          "stages", "has " + stages.size() + "; allowed is 1 to " + StagedNetwork.MAX_STAGES);
    }
    Settings headJson = network.section("head");
    Head head = new Head(channels(headJson), activation(headJson));
    document.finish();
    return new StagedNetwork(scale, stem, stages, head);
  }

  private static Stage stage(Settings json) {
    BlockKind kind = json.choice("block", BlockKind.class);
    return new Stage(
        kind,
        kernel(json),
        json.integer("expansion", 1, StagedNetwork.MAX_EXPANSION),
        json.integer("stride", 1, 2),
        channels(json),
        json.integer("layers", 1, StagedNetwork.MAX_LAYERS),
        json.number("squeeze-excite", 0, kind == BlockKind.FUSED ? 0 : 1),
        activation(json));
  }

  private static CellNetwork readCell(Settings document, Settings network) {
    String arch = network.text("arch");
    Optional<CellNetwork> cell = CellNetwork.parse(arch);
    if (cell.isEmpty() && document.isClean()) {
      network.problem("arch", "is " + arch + "; allowed is " + CellNetwork.SPELLING);
    }
    document.finish();
    return cell.orElseThrow();
  }

  private static int kernel(Settings json) {
    return Integer.parseInt(
        json.word("kernel", StagedNetwork.KERNELS.stream().map(String::valueOf).toList()));
  }

  private static int channels(Settings json) {
    return json.integer("channels", 1, StagedNetwork.MAX_CHANNELS);
  }

  private static Nonlinearity activation(Settings json) {
    return json.choice("activation", Nonlinearity.class);
  }
}
