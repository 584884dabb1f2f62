package io.edgewise.jobs.search;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Version;
import io.edgewise.jobs.dataset.DatasetContents;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** This class gathers what a search is and what it ran on, as the history keeps it. */
public final class SearchProvenance {

  private SearchProvenance() {}

  /**
   * @param settings that decide the search
   * @param contents what they only name
   * @param dataset what was read and what left out, if images were read from files
   */
  public static Provenance of(
      SearchConfig config,
      SortedMap<String, String> settings,
      Contents contents,
      Optional<DatasetContents> dataset) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String property : new String[] {"java.version", "os.name", "os.arch"}) {
      environment.put(property, System.getProperty(property, "unknown"));
    }
    config.descriptions().texts().forEach(environment::put);
    environment.putAll(Version.ofParts());
    dataset.ifPresent(found -> environment.put("dataset", found.summary()));
    return new Provenance(
        config.space().name(),
        config.settings().text(),
        settings,
        contents,
        environment,
        Instant.now());
  }
}
