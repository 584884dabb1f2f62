package io.edgewise.search.benchmark;

import com.typesafe.config.Config;
import io.edgewise.search.space.Blueprint;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.TableRow;
import io.edgewise.search.space.cell.CellNetwork;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A search space whose networks have names in a table.
 *
 * @param space the decisions
 * @param ofName the network that a name stands for; refuses a name that is not of the space, with
 *     an {@link IllegalArgumentException}
 */
public record TabularSpace(SearchSpace space, Function<String, Blueprint> ofName) {

  /** The space whose tables are read when no other is declared. */
  public static final String NAS_BENCH_201 = "nasbench201";

  /** NAS-Bench-201's cells. */
  public static TabularSpace nasBench201() {
    return new TabularSpace(SearchSpaceFile.find(NAS_BENCH_201), CellNetwork::ofArch);
  }

  /**
   * Reads a space file of family {@code table}: {@code pattern} spells a network's name from the
   * decisions in braces, {@code decisions} lists each one's {@code name} and {@code options}. A
   * file of family {@code cell} is read as NAS-Bench-201's.
   */
  public static TabularSpace read(Path file) {
    Config config = SettingsFiles.read(file);
    if (config.hasPath("family") && config.getValue("family").unwrapped().equals("cell")) {
      return new TabularSpace(SearchSpaceFile.read(file), CellNetwork::ofArch);
    }
    Settings root = Settings.of(file.toString(), config);
    String name = root.text("name");
    root.word("family", List.of("table"));
    String pattern = root.text("pattern");
    List<Decision> decisions = decisions(root);
    if (root.isClean()) {
      requireAllNamed(root, pattern, decisions);
    }
    root.finish();
    NamePattern names = NamePattern.of(pattern, decisions);
    return new TabularSpace(
        new SearchSpace(name, decisions, values -> new TableRow(names.spell(values))),
        text -> new TableRow(names.spell(names.parse(text))));
  }

  private static List<Decision> decisions(Settings root) {
    List<Decision> decisions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Settings decision : root.sections("decisions")) {
      String name = decision.text("name");
      List<String> options = decision.texts("options");
      if (options.isEmpty()) {
        decision.problem("options", "is empty; allowed is a list of at least one text");
      } else if (!names.add(name)) {
        decision.problem("name", "is " + name + "; there are two decisions of that name");
      } else {
        decisions.add(new Decision(name, options, List.of()));
      }
    }
    return decisions;
  }

  private static void requireAllNamed(Settings root, String pattern, List<Decision> decisions) {
    for (Decision decision : decisions) {
      if (pattern.split(java.util.regex.Pattern.quote("{" + decision.name() + "}"), -1).length
          != 2) {
        root.problem(
            "pattern", "is " + pattern + "; it must hold {" + decision.name() + "} exactly once");
      }
    }
  }

  /** A network's name as literal text between decisions. */
  private record NamePattern(List<String> literals, List<Decision> decisions) {

    static NamePattern of(String pattern, List<Decision> declared) {
      Map<String, Decision> byName = new java.util.HashMap<>();
      declared.forEach(d -> byName.put(d.name(), d));
      List<String> literals = new ArrayList<>();
      List<Decision> order = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      for (int i = 0; i < pattern.length(); i++) {
        int close = pattern.charAt(i) == '{' ? pattern.indexOf('}', i) : -1;
        Decision decision = close < 0 ? null : byName.get(pattern.substring(i + 1, close));
        if (decision == null) {
          literal.append(pattern.charAt(i));
        } else {
          literals.add(literal.toString());
          literal.setLength(0);
          order.add(decision);
          i = close;
        }
      }
      literals.add(literal.toString());
      return new NamePattern(literals, order);
    }

    String spell(Map<String, String> values) {
      StringBuilder name = new StringBuilder(literals.get(0));
      for (int i = 0; i < decisions.size(); i++) {
        name.append(values.get(decisions.get(i).name())).append(literals.get(i + 1));
      }
      return name.toString();
    }

    Map<String, String> parse(String name) {
      Map<String, String> values = new java.util.HashMap<>();
      int at = literal(name, 0, 0);
      for (int i = 0; i < decisions.size(); i++) {
        String after = literals.get(i + 1);
        boolean last = i == decisions.size() - 1;
        int end = last ? name.length() - after.length() : name.indexOf(after, at);
        if (end < at) {
          throw new IllegalArgumentException(name + ": does not follow the space's pattern");
        }
        String value = name.substring(at, end);
        decisions.get(i).indexOf(value);
        values.put(decisions.get(i).name(), value);
        at = literal(name, end, i + 1);
      }
      return values;
    }

    private int literal(String name, int at, int index) {
      if (!name.startsWith(literals.get(index), at)) {
        throw new IllegalArgumentException(name + ": does not follow the space's pattern");
      }
      return at + literals.get(index).length();
    }
  }
}
