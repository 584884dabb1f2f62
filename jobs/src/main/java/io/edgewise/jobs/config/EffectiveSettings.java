package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueType;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings that are in force for a search: its file over the defaults, with what wins over
 * both.
 */
public final class EffectiveSettings {

  private static final String REFERENCE = "/io/edgewise/conf/reference.conf";

  /**
   * A setting that searches of earlier versions did not have, with the value that held for them.
   */
  private static final Map<String, String> CAME_LATER =
      Map.of(
          "constraints.int8-loss", "\"none\"",
          "dataset.resize", "\"stretch\"",
          "dataset.balance", "\"none\"",
          "proxy.accuracy", "\"float\"",
          "proxy.metric", "\"top-1\"",
          "proxy.trainer", "\"edgewise\"",
          "proxy.command", "[]",
          "proxy.command-memory-bytes", "8589934592",
          "accelerators", "\"none\"",
          "reward.combine", "\"each\"");

  /**
   * A search may go on longer, elsewhere, beside other baselines, and tell more and others, and is
   * still the same search.
   */
  private static final List<String> NAME_PLACE_AND_LENGTH =
      List.of(
          "search.id",
          "search.history",
          "search.generations",
          "search.baselines",
          "search.int8-front",
          "search.track",
          "search.track-server",
          "deploy.stand-in-data"); // It allows what the other keys of its section then say.

  private static final List<String> NOT_OF_TRIALS =
      List.of("search.budget.", "search.stop.", "nightly.", "train.", "export.");

  /** Measured latencies decide something only where the accelerator follows them. */
  private static final String RECALIBRATE = "latency.recalibrate";

  private static final List<String> HOW_A_DEVICE_IS_ASKED =
      List.of(
          "latency.command",
          "latency.time-limit-seconds",
          "latency.command-memory-bytes",
          "latency.retries",
          "latency.resource");

  private final Path file;
  private final Config config;

  private EffectiveSettings(Path file, Config config) {
    this.file = file;
    this.config = config;
  }

  /**
   * Reads a search file over the defaults of {@code conf/reference.conf}.
   *
   * @param overrides whose paths the shell's folder begins
   * @throws io.edgewise.sim.settings.SettingsException if the file cannot be read
   */
  static EffectiveSettings read(Path file, Overrides overrides) {
    Config own = FilePaths.seenFromShell(SettingsFiles.read(file));
    Config given = FilePaths.commandsSeenFromShell(overrides.over(ConfigFactory.empty()));
    Config merged = overDefaults(given.withFallback(own));
    return new EffectiveSettings(file, withFullTask(merged));
  }

  /**
   * Lays a file over the defaults, without the accelerator of these where the file has a list of
   * its own.
   */
  private static Config overDefaults(Config own) {
    boolean listed =
        own.hasPath(ChosenAccelerator.SEVERAL)
            && own.getValue(ChosenAccelerator.SEVERAL).valueType() == ConfigValueType.LIST;
    Config under = listed ? defaults().withoutPath(ChosenAccelerator.ONE) : defaults();
    return own.withFallback(under);
  }

  /** Reads {@code conf/reference.conf}, which travels in the jar. */
  static Config defaults() {
    return SettingsFiles.readResource(REFERENCE);
  }

  /** The same settings with others laid over them. */
  EffectiveSettings with(Overrides overrides) {
    return new EffectiveSettings(file, overrides.over(config));
  }

  Path file() {
    return file;
  }

  /** Names the file in messages. */
  public String origin() {
    return file.toString();
  }

  Settings open() {
    return Settings.of(file.toString(), config);
  }

  /** Spells the settings as they are kept with the history. */
  public String text() {
    return text(config);
  }

  /** Spells them as a search file that means the same wherever it lies on this machine. */
  public String textForAnywhere() {
    return text(FilePaths.seenFromAnywhere(config));
  }

  private static String text(Config config) {
    return config.root().render(ConfigRenderOptions.concise().setFormatted(true).setJson(false));
  }

  /**
   * Picks every setting that decides what the trials are, by full key: two searches of equal ones
   * have equal trials. How long a search goes on and where its history lies decides nothing.
   */
  public SortedMap<String, String> decisive() {
    SortedMap<String, String> settings = byKey();
    settings.keySet().removeAll(NAME_PLACE_AND_LENGTH);
    settings.keySet().removeIf(key -> NOT_OF_TRIALS.stream().anyMatch(key::startsWith));
    if (!config.getBoolean(RECALIBRATE)) {
      settings.keySet().removeIf(key -> key.startsWith("latency."));
    }
    settings.keySet().removeAll(HOW_A_DEVICE_IS_ASKED);
    if (config.getList("search.warm-start").isEmpty()) {
      settings.keySet().removeIf(key -> key.startsWith("search.warm-start"));
    }
    return settings;
  }

  /** Hashes everything that decides what a network comes to on the full task of the nights. */
  public String fullTaskFingerprint() {
    SortedMap<String, String> settings = byKey();
    settings
        .keySet()
        .removeIf(
            key ->
                !key.startsWith("nightly.full-training.")
                    && !List.of("search.seed", "deploy.resolution", "constraints.int8-loss")
                        .contains(key));
    return new Provenance("", "", settings, Contents.UNKNOWN, new TreeMap<>(), Instant.EPOCH)
        .fingerprint();
  }

  private SortedMap<String, String> byKey() {
    SortedMap<String, String> settings = new TreeMap<>();
    config
        .entrySet()
        .forEach(e -> settings.put(e.getKey(), e.getValue().render(ConfigRenderOptions.concise())));
    settings.entrySet().removeIf(EffectiveSettings::saysWhatWasAlwaysSo);
    return settings;
  }

  /** A search of before the setting came, and one that leaves it as it was, are the same. */
  private static boolean saysWhatWasAlwaysSo(Map.Entry<String, String> setting) {
    String key = setting.getKey().replaceFirst("^nightly\\.full-training\\.", "");
    return setting.getValue().equals(CAME_LATER.get(key));
  }

  /** The full training task of a nightly search is the search's own but for what it says. */
  private static Config withFullTask(Config config) {
    Config result = config;
    for (String section : List.of("dataset", "proxy")) {
      String full = "nightly.full-training." + section;
      if (config.hasPath(full) && config.getValue(full) instanceof ConfigObject changes) {
        result = result.withValue(full, changes.withFallback(config.getValue(section)));
      }
    }
    return result;
  }
}
