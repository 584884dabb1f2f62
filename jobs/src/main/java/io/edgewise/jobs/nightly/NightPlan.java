package io.edgewise.jobs.nightly;

import io.edgewise.jobs.config.NightlySettings;
import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.search.trial.SearchId;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * A plan says what a night is to do.
 *
 * @param config the search file, read
 * @param settings reads it again with further settings laid over it
 */
public record NightPlan(
    SearchConfig config, Function<Overrides, SearchConfig> settings, LocalDate date) {

  NightlySettings nightly() {
    return config.nightly();
  }

  Night night() {
    return new Night(nightly().name(), date);
  }

  /** The search of the night, which learns from others. */
  SearchConfig tonight(List<SearchId> learnFrom) {
    return settings.apply(
        Overrides.NONE
            .with("search.id", night().toString())
            .with("search.warm-start", learnFrom.stream().map(SearchId::value).toList()));
  }
}
