package io.edgewise.jobs.history;

import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one row of a search in the table {@code searches}.
 *
 * @param searchId the search
 * @param space the search space's name
 * @param fingerprint hash of the settings: equal settings, equal fingerprint
 * @param configText the configuration as its user wrote it
 * @param settings every setting that decides the result, by its full name
 * @param contents what the settings only name: accelerator, space and data set; null in searches
 *     that an earlier version started
 * @param environment versions, host, user
 * @param createdAt UTC
 */
public record SearchRow(
    @Partition String searchId,
    String space,
    String fingerprint,
    String configText,
    Map<String, String> settings,
    @Nullable Map<String, String> contents,
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
        .set("contents", provenance.contents().values())
        .set("environment", provenance.environment())
        .set("created_at", provenance.createdAt())
        .build();
  }

  Provenance provenance() {
    return new Provenance(
        space,
        configText,
        new TreeMap<>(settings),
        contents == null ? Contents.UNKNOWN : new Contents(new TreeMap<>(contents)),
        new TreeMap<>(environment),
        createdAt);
  }
}
