package io.edgewise.jobs;

import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A whole search whose trainings take a fraction of a second. */
final class TinySearch {

  private static final String CONFIG =
      """
      search { id = tiny, seed = 7, generations = 3, candidates = 4, pool = 4 }
      reward.target-millis = 8
      dataset { kind = generated, examples = 120 }
      proxy { resolution = 16, width-factor = 0.01, depth-factor = 0.01, strides-taken-out = 1, epochs = 1, batch-size = 32 }
      """;

  private TinySearch() {}

  static Path config(Path folder, String more) throws IOException {
    return Files.writeString(folder.resolve("tiny.conf"), CONFIG + more);
  }

  static String[] args(Path config, Path history, String... settings) {
    List<String> args =
        new ArrayList<>(List.of("search", config.toString(), "--set", "search.history=" + history));
    for (String setting : settings) {
      args.add("--set");
      args.add(setting);
    }
    return args.toArray(String[]::new);
  }

  static StoredSearch stored(Path history) {
    return History.open(new Configuration(), history.toString()).search(new SearchId("tiny"));
  }

  /** The trials without what may differ between two runs: times and hosts. */
  static List<TrialRow> comparable(Path history) {
    return stored(history).trials().map(TrialRow::withoutTimesAndHosts).toList();
  }
}
