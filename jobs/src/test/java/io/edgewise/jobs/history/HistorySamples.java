package io.edgewise.jobs.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Seeded histories for tests outside this room. */
public final class HistorySamples {

  /** A search in somebody's hands. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  private HistorySamples() {}

  /** A search of so many generations of so many trials each. */
  public static void write(Path root, SearchId search, int generations, int trials) {
    History history = History.open(new Configuration(), root.toUri().toString());
    try (SearchWriter writer = history.write(search, Samples.provenance("seed", "1"))) {
      while (writer.nextGeneration() < generations) {
        writer.commit(
            Samples.generation(1, writer.nextGeneration(), trials), Samples.times(), Map.of());
      }
    }
  }

  /** Holds a search that nobody has written yet, with a pulse that is felt soon. */
  public static Held hold(Path root, SearchId search) {
    HistoryFiles files = new HistoryFiles(new Configuration(), root.toUri().toString());
    Lease lease =
        Lease.acquire(
            files,
            search,
            new Lease.Terms(Duration.ofHours(1), Duration.ofMillis(100), Holder::isKnownDead));
    return lease::close;
  }

  /** The same manifest, as an Edgewise of another schema version would have written it. */
  public static String ofSchema(String manifest, String version) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(manifest);
    json.remove("checksum");
    json.put("schema", version);
    json.put("checksum", TableFile.sha256(mapper.writeValueAsBytes(json)));
    return json.toString();
  }
}
