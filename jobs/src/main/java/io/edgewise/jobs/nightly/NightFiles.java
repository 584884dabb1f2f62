package io.edgewise.jobs.nightly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.files.WholeFile;
import io.edgewise.search.trial.SearchId;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The files of a nightly search, in {@code nightly/NAME} beside the history: {@code champion.json},
 * {@code champions/NIGHT.json} for every champion there ever was, {@code nights/NIGHT/report.json}
 * and {@code report.md}.
 */
public final class NightFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration hadoop;
  private final Path folder;

  public NightFiles(Configuration hadoop, String historyRoot, String name) {
    this.hadoop = hadoop;
    this.folder = new Path(historyRoot, "nightly/" + name);
  }

  /** The champion; a night that is found in it has promoted it. */
  public WholeFile champion() {
    return file("champion.json");
  }

  /** The champion that a night promoted. */
  public WholeFile championOf(SearchId night) {
    return file("champions/" + night + ".json");
  }

  /** Written last: a night that has it is done. */
  public WholeFile reportJson(SearchId night) {
    return file("nights/" + night + "/report.json");
  }

  public WholeFile reportMarkdown(SearchId night) {
    return file("nights/" + night + "/report.md");
  }

  /**
   * What a night's report says; empty if the night is not done.
   *
   * @throws IllegalArgumentException if the file is no JSON
   */
  public Optional<JsonNode> report(SearchId night) {
    WholeFile file = reportJson(night);
    return file.read().map(text -> json(file, text));
  }

  static JsonNode json(WholeFile file, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file.path() + ": is no JSON (" + e.getOriginalMessage() + "); move it away to go on", e);
    }
  }

  private WholeFile file(String name) {
    return new WholeFile(hadoop, new Path(folder, name));
  }
}
