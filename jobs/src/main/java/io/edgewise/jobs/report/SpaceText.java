package io.edgewise.jobs.report;

import io.edgewise.search.space.Choice;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text of what a space leaves open and what it fixes: stages of equal options share a line. */
public final class SpaceText {

  private static final String STAGE = "stage\\d+\\.";

  /** Numbers above this are shown as a power of ten. */
  private static final BigInteger LARGE = BigInteger.TEN.pow(7);

  private SpaceText() {}

  /** A line for each setting, the open ones first. */
  public static List<String> lines(SearchSpace space) {
    List<String> lines = new ArrayList<>();
    Map<String, List<String>> open = new LinkedHashMap<>();
    for (Decision decision : space.decisions()) {
      gather(open, decision.name(), " = " + String.join(", ", decision.options()));
    }
    Map<String, List<String>> fixed = new LinkedHashMap<>();
    for (Choice choice : space.fixed()) {
      gather(fixed, choice.decision(), " = " + choice.value());
    }
    open.forEach((setting, names) -> lines.add("  open:  " + named(setting, names)));
    fixed.forEach((setting, names) -> lines.add("  fixed: " + named(setting, names)));
    return lines;
  }

  /** The number of networks: exact up to millions, then a power of ten. */
  public static String size(SearchSpace space) {
    BigInteger size = space.size();
    return size.compareTo(LARGE) < 0
        ? String.format(Locale.ROOT, "%,d", size)
        : String.format(Locale.ROOT, "%.1e", size.doubleValue());
  }

  private static void gather(Map<String, List<String>> into, String name, String value) {
    String setting = name.replaceFirst("^" + STAGE, "") + value;
    into.computeIfAbsent(setting, key -> new ArrayList<>()).add(name);
  }

  private static String named(String setting, List<String> names) {
    if (names.size() == 1) {
      String value = setting.substring(setting.indexOf(" = "));
      return names.get(0) + value;
    }
    List<String> stages =
        names.stream().map(name -> name.replaceFirst("^stage(\\d+)\\..*", "$1")).toList();
    return setting + "  (stages " + String.join(", ", stages) + ")";
  }
}
