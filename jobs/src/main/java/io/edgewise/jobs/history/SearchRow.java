package io.edgewise.jobs.history;

import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one row of a search in the table {@code searches}.
 *
 * @param searchId the search
 * @param space the search space's name
 * @param fingerprint hash of the settings: equal settings, equal fingerprint
 * @param configText the configuration as its user wrote it
 * @param settings every setting that decides the result, by its full name
 * @param environment versions, host, user
 * @param createdAt UTC
 */
public record SearchRow(
    @Partition String searchId,
    String space,
    String fingerprint,
    String configText,
    Map<String, String> settings,
    Map<String, String> environment,
    Instant createdAt) {

  static final RowType<SearchRow> ROWS = new RowType<>(SearchRow.class);

  static SearchRow of(SearchId search, Provenance provenance) {
    return ROWS.builder()
        .set("search_id", search.value())
        .set("space", provenance.space())
        .set("fingerprint", provenance.fingerprint())
        .set("config_text", provenance.configText())
        .set("settings", provenance.settings())
        .set("environment", provenance.environment())
        .set("created_at", provenance.createdAt())
        .build();
  }

  Provenance provenance() {
    return new Provenance(
        space, configText, new TreeMap<>(settings), new TreeMap<>(environment), createdAt);
  }
}
