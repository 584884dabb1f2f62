package io.edgewise.jobs.pricing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edgewise.jobs.config.Descriptions;
import io.edgewise.jobs.config.StoredAim;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Contents.Part;
import io.edgewise.search.history.Provenance;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import java.util.SortedMap;
import java.util.TreeMap;

/** A chip is an accelerator with the text of the file that describes it. */
public record Chip(Config description, AcceleratorSpec spec) {

  /** The setting that says which search was priced; a search that was run has none. */
  static final String PRICED = "search.priced";

  /**
   * Finds the chip.
   *
   * @throws io.edgewise.sim.settings.SettingsException if there is none, or its file is wrong
   */
  public static Chip find(String named) {
    Config description = AcceleratorFile.settings(named);
    return new Chip(description, AcceleratorFile.parse(named, description));
  }

  /** Tells what a search would be on this chip: the same in all else, and known to be priced. */
  Provenance under(Provenance of, String search, StoredAim aim) {
    SortedMap<String, String> settings = new TreeMap<>(of.settings());
    if (settings.remove(Part.ACCELERATORS.setting()) != null) {
      settings.keySet().removeIf(Chip::saysWhatSeveralAimAt);
      double limit = aim.constraints().latencyMillis();
      settings.put("reward.target-millis", String.valueOf(aim.reward().targetMillis()));
      settings.put(
          "constraints.latency-millis",
          Double.isFinite(limit) ? String.valueOf(limit) : quoted("none"));
    }
    settings.put(Part.ACCELERATOR.setting(), quoted(spec.name()));
    settings.put(PRICED, quoted(search));
    Descriptions own = Descriptions.of(description, ConfigFactory.empty());
    SortedMap<String, String> contents = new TreeMap<>(of.contents().values());
    contents.keySet().removeAll(of.contents().of(Part.ACCELERATOR).keySet());
    contents.keySet().removeAll(of.contents().of(Part.ACCELERATORS).keySet());
    contents.putAll(own.contents());
    SortedMap<String, String> environment = new TreeMap<>(of.environment());
    environment.remove(Part.ACCELERATORS.setting());
    environment.put(
        Part.ACCELERATOR.setting(), own.texts().getOrDefault(Part.ACCELERATOR.setting(), ""));
    return new Provenance(
        of.space(), of.configText(), settings, new Contents(contents), environment, of.createdAt());
  }

  private static boolean saysWhatSeveralAimAt(String key) {
    return key.startsWith("reward.target-millis")
        || key.startsWith("constraints.latency-millis")
        || key.startsWith("reward.combine")
        || key.startsWith("reward.weights");
  }

  /** A name of the history's alphabet needs no escapes. */
  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
