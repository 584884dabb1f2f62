package io.edgewise.jobs.config;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Contents.Part;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The descriptions that a search file names, as they were read: a search goes by what stands in
 * them, and can be repeated without the files.
 */
public record Descriptions(List<Config> accelerators, Config space) {

  public Descriptions {
    accelerators = List.copyOf(accelerators);
  }

  /** The description of the first accelerator. */
  public Config accelerator() {
    return accelerators.get(0);
  }

  /** The descriptions with one accelerator. */
  public static Descriptions of(Config accelerator, Config space) {
    return new Descriptions(List.of(accelerator), space);
  }

  /** Spells every number and word of them, by key; elements of lists by their place. */
  public SortedMap<String, String> contents() {
    SortedMap<String, String> contents = new TreeMap<>();
    if (accelerators.size() == 1) {
      flatten(Part.ACCELERATOR.prefix(), accelerator().root(), contents);
    } else {
      accelerators.forEach(
          one ->
              flatten(
                  Part.ACCELERATORS.prefix() + one.getString("name") + ".", one.root(), contents));
    }
    flatten(Part.SPACE.prefix(), space.root(), contents);
    return contents;
  }

  /** Joins them with what else the settings name. */
  public Contents contentsWith(SortedMap<String, String> data) {
    SortedMap<String, String> all = contents();
    all.putAll(data);
    return new Contents(all);
  }

  /**
   * Writes each as one text that can be read as a file of its own, by the setting that names it: of
   * several accelerators the first, and beside it all of them as a list.
   */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put(Part.ACCELERATOR.setting(), text(accelerator()));
    if (accelerators.size() > 1) {
      texts.put(
          Part.ACCELERATORS.setting(),
          accelerators.stream().map(Descriptions::text).collect(joining(",", "[", "]")));
    }
    texts.put(Part.SPACE.setting(), text(space));
    return texts;
  }

  private static String text(Config description) {
    return description.root().render(ConfigRenderOptions.concise());
  }

  /** Keys of an object follow the prefix, which ends in a dot; elements of a list replace it. */
  private static void flatten(String prefix, ConfigValue value, SortedMap<String, String> into) {
    if (value instanceof ConfigObject object) {
      object.forEach((key, inner) -> flatten(prefix + key + ".", inner, into));
    } else if (value instanceof ConfigList list && list.stream().anyMatch(Descriptions::isNested)) {
      String name = prefix.substring(0, prefix.length() - 1);
      for (int i = 0; i < list.size(); i++) {
        flatten(name + "[" + i + "].", list.get(i), into);
      }
    } else {
      into.put(
          prefix.substring(0, prefix.length() - 1), value.render(ConfigRenderOptions.concise()));
    }
  }

  private static boolean isNested(ConfigValue value) {
    return value instanceof ConfigObject || value instanceof ConfigList;
  }
}
