package io.edgewise.jobs.config;

import io.edgewise.sim.settings.Settings;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Settings that are one number for all accelerators of a search, or a section with one for each by
 * its name.
 */
final class ByAccelerator {

  private ByAccelerator() {}

  /** A number for each, in their order; a section must have all of them. */
  static List<Double> numbers(
      Settings section, String key, List<String> names, double min, double max) {
    if (isRefusedList(section, key, names)) {
      return Collections.nCopies(names.size(), min);
    }
    if (!section.isSection(key)) {
      return Collections.nCopies(names.size(), section.number(key, min, max));
    }
    Settings each = section.section(key);
    return names.stream().map(name -> each.number(name, min, max)).toList();
  }

  /** A number or {@code none} for each, in their order; a section may leave some out. */
  static List<OptionalDouble> limits(
      Settings section, String key, List<String> names, double min, double max) {
    if (isRefusedList(section, key, names)) {
      return Collections.nCopies(names.size(), OptionalDouble.empty());
    }
    if (!section.isSection(key)) {
      return Collections.nCopies(names.size(), section.numberUnless(key, "none", min, max));
    }
    Settings each = section.section(key);
    return names.stream()
        .map(
            name ->
                each.has(name) ? each.numberUnless(name, "none", min, max) : OptionalDouble.empty())
        .toList();
  }

  /** A number for each, in their order; those that the section leaves out are 1. */
  static List<Double> weights(Settings section, String key, List<String> names, double max) {
    Settings each = section.section(key);
    return names.stream()
        .map(name -> each.has(name) ? each.number(name, 1 / max, max) : Double.valueOf(1))
        .toList();
  }

  /** A list would hang on the order in which accelerators are named elsewhere. */
  private static boolean isRefusedList(Settings section, String key, List<String> names) {
    if (names.size() < 2 || !section.has(key) || !section.isList(key)) {
      return false;
    }
    section.problem(
        key,
        "is a list; allowed is one number for all accelerators, or one for each by its name: "
            + names.stream().collect(Collectors.joining(" = …, ", key + " { ", " = … }")));
    return true;
  }
}
