package io.edgewise.jobs.page;

import io.edgewise.jobs.explain.OptionOrder;
import io.edgewise.search.space.Choice;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A preference shows what the controller had trained of one decision's options over time.
 *
 * @param options those that were ever chosen, numbers by their size
 * @param counts for each generation and option, the trainings that chose it; a network that does
 *     not meet the decision counts for none
 */
record Preference(String decision, List<String> options, List<List<Integer>> counts) {

  /** One preference a decision, in the order in which networks meet them. */
  static List<Preference> of(SearchHistory history) {
    Map<String, Map<String, int[]>> counts = new LinkedHashMap<>();
    int generations = history.generations().size();
    for (int place = 0; place < generations; place++) {
      for (Trial trial : history.trialsOf(history.generations().get(place).generation())) {
        if (trial.training().isPresent() && trial.repeats().isEmpty()) {
          count(trial, place, generations, counts);
        }
      }
    }
    List<Preference> preferences = new ArrayList<>();
    counts.forEach((decision, byOption) -> preferences.add(of(decision, byOption, generations)));
    return preferences;
  }

  private static void count(
      Trial trial, int place, int generations, Map<String, Map<String, int[]>> counts) {
    for (Choice choice : trial.architecture().choices()) {
      counts.computeIfAbsent(choice.decision(), decision -> new LinkedHashMap<>())
          .computeIfAbsent(choice.value(), option -> new int[generations])[place]++;
    }
  }

  private static Preference of(String decision, Map<String, int[]> byOption, int generations) {
    TreeMap<String, int[]> options = new TreeMap<>(OptionOrder.BY_SIZE);
    options.putAll(byOption);
    List<List<Integer>> counts = new ArrayList<>();
    for (int place = 0; place < generations; place++) {
      List<Integer> row = new ArrayList<>();
      for (int[] chosen : options.values()) {
        row.add(chosen[place]);
      }
      counts.add(row);
    }
    return new Preference(decision, List.copyOf(options.keySet()), counts);
  }
}
