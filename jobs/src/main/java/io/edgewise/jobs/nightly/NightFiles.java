package io.edgewise.jobs.nightly;

import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.files.WholeFile;
import io.edgewise.jobs.history.HistoryException;
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
   * Returns what a night came to; empty if it is not done.
   *
   * @throws HistoryException if its report is damaged
   */
  public Optional<NightOutcome> outcome(SearchId night) {
    return read(reportJson(night), NightOutcome.class);
  }

  /** Returns what a list of nights tells of one; empty if it is not done. */
  Optional<NightSummary> summary(SearchId night) {
    return read(reportJson(night), NightSummary.class);
  }

  /**
   * Returns what a file holds; empty if there is none.
   *
   * @throws HistoryException if it is damaged
   */
  private static <R extends Record> Optional<R> read(WholeFile file, Class<R> type) {
    return file.read().map(text -> parse(file, text, type));
  }

  /**
   * Reads a file's text.
   *
   * @throws HistoryException if it is damaged
   */
  static <R extends Record> R parse(WholeFile file, String text, Class<R> type) {
    try {
      return RecordJson.read(text, type);
    } catch (IllegalArgumentException e) {
      throw new HistoryException(
          file.path() + ": " + e.getMessage() + "; move it away to go on", e);
    }
  }

  private WholeFile file(String name) {
    return new WholeFile(hadoop, new Path(folder, name));
  }
}
