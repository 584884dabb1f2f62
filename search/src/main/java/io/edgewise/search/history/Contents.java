package io.edgewise.search.history;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contents of what a search's settings only name: the numbers of the accelerator, the choices
 * of the space, a digest of the data set. A search is what these say, wherever the files lie and
 * whatever they are called.
 *
 * @param values by key, such as {@code chip.host.fixed-micros} or {@code data.classes}
 */
public record Contents(SortedMap<String, String> values) {

  /**
   * The contents of a search that an earlier version has started, which did not write them down.
   */
  public static final Contents UNKNOWN = new Contents(new TreeMap<>());

  /** A part is what one setting names. */
  public enum Part {
    /** The accelerator's description. */
    ACCELERATOR("accelerator", "chip."),
    /** The descriptions of several accelerators, each under its name. */
    ACCELERATORS("accelerators", "chips."),
    /** The search space's description. */
    SPACE("space", "space."),
    /** The files of the data set. */
    DATA("dataset.path", "data.");

    private final String setting;
    private final String prefix;

    Part(String setting, String prefix) {
      this.setting = setting;
      this.prefix = prefix;
    }

    /** The setting that names it. */
    public String setting() {
      return setting;
    }

    /** Returns the prefix of each of its keys. */
    public String prefix() {
      return prefix;
    }
  }

  public Contents {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Tells whether anything of a part is written down. */
  public boolean knows(Part part) {
    return !of(part).isEmpty();
  }

  /** Picks the keys of one part; empty if it is not known. */
  public SortedMap<String, String> of(Part part) {
    return values.subMap(part.prefix, part.prefix + Character.MAX_VALUE);
  }

  /** The keys of a part in which two contents differ. */
  SortedSet<String> differences(Contents other, Part part) {
    SortedSet<String> names = new TreeSet<>(of(part).keySet());
    names.addAll(other.of(part).keySet());
    names.removeIf(name -> Objects.equals(values.get(name), other.values.get(name)));
    return names;
  }
}
