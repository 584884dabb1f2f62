package io.edgewise.search.space.staged;

import static io.edgewise.sim.settings.Settings.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.network.BlockOption;
import io.edgewise.search.network.BlockOptions;
import io.edgewise.search.network.BlockType;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.Skip;
import io.edgewise.search.space.Blueprint;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import io.edgewise.sim.settings.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A staged network in an architecture's JSON, in the words of the space files. */
public final class StagedJson {

  private static final String FAMILY = "staged";

  /**
   * Every stage of the format says something of its squeeze-excite, and one without any says this.
   */
  private static final double NOT_SQUEEZED = 0;

  private StagedJson() {}

  static void write(StagedNetwork network, ObjectNode json) {
    json.put("family", FAMILY);
    json.put("resolution-scale", network.resolutionScale());
    json.putObject("stem")
        .put("kernel", network.stem().kernel())
        .put("channels", network.stem().channels())
        .put("activation", label(network.stem().activation()));
    ArrayNode stages = json.putArray("stages");
    network.stages().forEach(stage -> write(stage, stages.addObject()));
    json.putObject("head")
        .put("channels", network.head().channels())
        .put("activation", label(network.head().activation()));
  }

  private static void write(Stage stage, ObjectNode json) {
    Map<BlockOption, Number> options = new EnumMap<>(stage.kind().options().values());
    options.putIfAbsent(BlockOption.SQUEEZE_EXCITE, NOT_SQUEEZED);
    json.put("block", label(stage.kind().type()));
    write(StageOptions.FIRST, options, json);
    json.put("stride", stage.stride());
    json.put("channels", stage.channels());
    json.put("layers", stage.layers());
    write(StageOptions.LAST, options, json);
    json.put("activation", label(stage.activation()));
    if (stage.skip() != Skip.IDENTITY) { // Files of before know no other.
      json.put("skip", label(stage.skip()));
    }
  }

  private static void write(
      Set<BlockOption> keys, Map<BlockOption, Number> options, ObjectNode json) {
    for (BlockOption key : keys) {
      Number value = options.get(key);
      if (value != null) {
        json.putPOJO(key.key(), value);
      }
    }
  }

  /**
   * Reads a network; notes mistakes in the settings.
   *
   * @return makes the network, once the settings are known to be right
   */
  public static Supplier<Blueprint> read(Settings network) {
    double scale =
        network.number(
            "resolution-scale",
            StagedNetwork.MIN_RESOLUTION_SCALE,
            StagedNetwork.MAX_RESOLUTION_SCALE);
    Settings stemJson = network.section("stem");
    Stem stem =
        new Stem(
            BlockOption.KERNEL.read(stemJson).intValue(), channels(stemJson), activation(stemJson));
    List<Stage> stages = network.sections("stages").stream().map(StagedJson::stage).toList();
    if (stages.size() > StagedNetwork.MAX_STAGES) {
      network.problem(
          "stages", "has " + stages.size() + "; allowed is 1 to " + StagedNetwork.MAX_STAGES);
    }
    Settings headJson = network.section("head");
    Head head = new Head(channels(headJson), activation(headJson));
    return () -> new StagedNetwork(scale, stem, stages, head);
  }

  private static Stage stage(Settings json) {
    BlockType type = json.choice("block", BlockType.class);
    return new Stage(
        type.kind(new BlockOptions(options(type, json))),
        json.integer("stride", 1, 2),
        channels(json),
        json.integer("layers", 1, StagedNetwork.MAX_LAYERS),
        activation(json),
        json.has("skip") ? json.choice("skip", Skip.class) : Skip.IDENTITY);
  }

  private static Map<BlockOption, Number> options(BlockType type, Settings json) {
    Map<BlockOption, Number> options = new EnumMap<>(BlockOption.class);
    for (BlockOption option : type.options()) {
      options.put(option, option.read(json));
    }
    if (!type.has(BlockOption.SQUEEZE_EXCITE)) {
      json.number(BlockOption.SQUEEZE_EXCITE.key(), NOT_SQUEEZED, NOT_SQUEEZED);
    }
    return options;
  }

  private static int channels(Settings json) {
    return json.integer("channels", 1, StagedNetwork.MAX_CHANNELS);
  }

  private static Nonlinearity activation(Settings json) {
    return json.choice("activation", Nonlinearity.class);
  }
}
