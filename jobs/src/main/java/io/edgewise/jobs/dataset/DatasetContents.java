package io.edgewise.jobs.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The contents are what a data set's files hold, to be shown and to be kept with a search.
 *
 * @param classCounts training pictures of each class, by label
 */
public record DatasetContents(List<Integer> classCounts, Inventory inventory) {

  public DatasetContents {
    classCounts = List.copyOf(classCounts);
  }

  /**
   * A class with fewer training pictures is warned of: a fifth of them held out is less than four,
   * so that one picture more or less moves the class's accuracy by more than 25 points.
   */
  static final int FEW = 20;

  /** Names that are spelt out; of more, the number. */
  private static final int MOST_NAMED = 10;

  static DatasetContents of(DatasetSource.Labelled training, Inventory inventory) {
    int[] counts = new int[training.classes()];
    for (int label : training.labels()) {
      counts[label]++;
    }
    return new DatasetContents(Arrays.stream(counts).boxed().toList(), inventory);
  }

  /** One line: {@code 1,204 pictures in 3 classes; 2 files left out: Thumbs.db, notes.txt}. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    parts.add(
        count(classCounts.stream().mapToInt(Integer::intValue).sum(), "picture")
            + " in "
            + classCounts.size()
            + " classes");
    parts.addAll(inventory.remarks());
    String all = String.join(", ", parts);
    return inventory.leftOut().isEmpty() ? all : all + "; " + leftOut();
  }

  /** The summary, the pictures of each class, and a warning of classes with few. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    lines.add("pictures of each class: " + named(labels().mapToObj(this::classCount).toList()));
    List<String> few =
        labels().filter(c -> classCounts.get(c) < FEW).mapToObj(this::classCount).toList();
    if (!few.isEmpty()) {
      lines.add(
          "warning: accuracy is coarse where a class has fewer than "
              + FEW
              + " pictures: "
              + named(few)
              + "; add pictures, or raise dataset.validation-fraction so that more of them validate");
    }
    return List.copyOf(lines);
  }

  /** A number and what is counted, in the plural if it is not one. */
  static String count(int number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }

  private String leftOut() {
    List<String> names = inventory.leftOut();
    int folders = (int) names.stream().filter(name -> name.endsWith("/")).count();
    List<String> counts = new ArrayList<>();
    if (folders < names.size()) {
      counts.add(count(names.size() - folders, "file"));
    }
    if (folders > 0) {
      counts.add(count(folders, "folder"));
    }
    return String.join(" and ", counts) + " left out: " + named(grouped(names));
  }

  /** Names without the way to them, each once, with how often it is met: 200 Thumbs.db are one. */
  private static List<String> grouped(List<String> paths) {
    Map<String, Integer> times = new LinkedHashMap<>();
    paths.forEach(path -> times.merge(path.replaceFirst("^.*/(?=.)", ""), 1, Integer::sum));
    return times.entrySet().stream()
        .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " (" + e.getValue() + " times)")
        .toList();
  }

  private IntStream labels() {
    return IntStream.range(0, classCounts.size());
  }

  private String classCount(int label) {
    String name = inventory.classes().isEmpty() ? "class " + label : inventory.classes().get(label);
    return String.format(Locale.ROOT, "%s %,d", name, classCounts.get(label));
  }

  private static String named(List<String> names) {
    return names.size() <= MOST_NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMED))
            + " and "
            + (names.size() - MOST_NAMED)
            + " more";
  }
}
