package io.edgewise.jobs.nightly;

import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A night beside the one before it.
 *
 * @param bestBefore the best reward of the night before; empty if it measured nothing
 * @param bestNow likewise of this night
 * @param newOnFront networks of this night's front that the other's does not have
 * @param settings that differ, each as {@code key: was, is}
 */
public record NightChanges(
    SearchId before,
    Optional<Double> bestBefore,
    Optional<Double> bestNow,
    List<String> newOnFront,
    List<String> settings) {

  /** The settings that differ between any two nights by themselves. */
  private static final Set<String> ALWAYS =
      Set.of("search.warm-start", "search.warm-start-discount");

  public static NightChanges of(
      SearchId before,
      SearchResult resultBefore,
      Provenance provenanceBefore,
      SearchResult result,
      Provenance provenance) {
    Set<String> frontBefore =
        resultBefore.front().stream().map(NightChanges::id).collect(Collectors.toSet());
    return new NightChanges(
        before,
        resultBefore.best().stream().findFirst().map(Trial::reward),
        result.best().stream().findFirst().map(Trial::reward),
        result.front().stream()
            .map(NightChanges::id)
            .filter(id -> !frontBefore.contains(id))
            .toList(),
        provenanceBefore.differences(provenance).stream()
            .filter(name -> !ALWAYS.contains(name))
            .map(
                name ->
                    name
                        + ": was "
                        + provenanceBefore.settings().getOrDefault(name, "not set")
                        + ", is "
                        + provenance.settings().getOrDefault(name, "not set"))
            .toList());
  }

  private static String id(Trial trial) {
    return trial.architecture().id().hex();
  }
}
