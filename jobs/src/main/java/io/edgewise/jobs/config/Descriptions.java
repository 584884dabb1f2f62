package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Contents.Part;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The descriptions that a search file names, as they were read: a search goes by what stands in
 * them, and can be repeated without the files.
 */
public record Descriptions(Config accelerator, Config space) {

  /** Spells every number and word of both, by key; elements of lists by their place. */
  public SortedMap<String, String> contents() {
    SortedMap<String, String> contents = new TreeMap<>();
    flatten(Part.ACCELERATOR.prefix(), accelerator.root(), contents);
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
   * Writes each as one text that can be read as a file of its own, by the setting that names it.
   */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put(Part.ACCELERATOR.setting(), accelerator.root().render(ConfigRenderOptions.concise()));
    texts.put(Part.SPACE.setting(), space.root().render(ConfigRenderOptions.concise()));
    return texts;
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
