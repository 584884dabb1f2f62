package io.edgewise.jobs.report;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.table.CsvWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The tables of one network's answers to the validation images: {@code classes.csv}, a row a class,
 * and {@code confusion.csv}, a row a class and a column an answer, in images.
 */
public final class AnswerFiles {

  private final Answers answers;
  private final List<String> names;

  /**
   * @param names of the classes; empty where they have none, which makes their numbers the names
   */
  public AnswerFiles(Answers answers, List<String> names) {
    this.answers = answers;
    this.names =
        names.size() == answers.images().size()
            ? names
            : IntStream.range(0, answers.images().size()).mapToObj(String::valueOf).toList();
  }

  /** The texts of the files by name; none where nothing is known, no confusion of many classes. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    if (answers.isKnown()) {
      texts.put("classes.csv", classes());
    }
    if (!answers.confusion().isEmpty()) {
      texts.put("confusion.csv", confusion());
    }
    return texts;
  }

  private String classes() {
    return CsvWriter.text(
        List.of("class", "images", "right", "accuracy"),
        IntStream.range(0, names.size()).mapToObj(this::row).toList());
  }

  private List<String> row(int label) {
    int images = answers.images().get(label);
    int right = answers.right().get(label);
    return List.of(
        names.get(label),
        String.valueOf(images),
        String.valueOf(right),
        images == 0 ? "" : String.format(Locale.ROOT, "%.6f", (double) right / images));
  }

  private String confusion() {
    List<String> columns = new ArrayList<>(List.of("class"));
    columns.addAll(names);
    int classes = names.size();
    return CsvWriter.text(
        columns,
        IntStream.range(0, classes)
            .mapToObj(
                label -> {
                  List<String> cells = new ArrayList<>(List.of(names.get(label)));
                  answers.confusion().subList(label * classes, (label + 1) * classes).stream()
                      .map(String::valueOf)
                      .forEach(cells::add);
                  return cells;
                })
            .toList());
  }
}
