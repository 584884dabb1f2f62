package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifests of one search, in {@code _commits/SEARCH}: {@code search.json} for its creation,
 * one {@code generation-N.json} a generation; {@code compacted-N.json} stands for all generations
 * up to N. Whatever no manifest names was not committed.
 */
final class CommitLog {

  static final String FOLDER = "_commits";
  private static final String CREATION = "search.json";

  /**
   * This file marks a removal: while it is there, the search is being deleted and counts as
   * deleted.
   */
  private static final String REMOVED = "removed.json";

  private static final Pattern NAME = Pattern.compile("(generation|compacted)-(\\d{8})\\.json");

  private final HistoryFiles files;
  private final SearchId search;

  CommitLog(HistoryFiles files, SearchId search) {
    this.files = files;
    this.search = search;
  }

  /**
   * An entry is what the name of a manifest says.
   *
   * @param last generation it holds; before the first for the creation
   */
  record Entry(String name, boolean compacted, int last) {

    static Optional<Entry> of(String name) {
      if (name.equals(CREATION)) {
        return Optional.of(new Entry(name, false, Manifest.BEFORE_FIRST));
      }
      Matcher matcher = NAME.matcher(name);
      return matcher.matches()
          ? Optional.of(
              new Entry(
                  name, matcher.group(1).equals("compacted"), Integer.parseInt(matcher.group(2))))
          : Optional.empty();
    }

    int first() {
      return compacted ? 0 : last;
    }
  }

  /** The searches that were created and not removed, sorted. */
  static List<SearchId> searches(HistoryFiles files) {
    return files.names(FOLDER).stream()
        .map(CommitLog::searchId)
        .flatMap(Optional::stream)
        .filter(search -> !new CommitLog(files, search).entries().isEmpty())
        .sorted()
        .toList();
  }

  private static Optional<SearchId> searchId(String name) {
    try {
      return Optional.of(new SearchId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isRemoved() {
    return files.exists(path(REMOVED));
  }

  /** Every manifest by its name, the creation first, then by generation; none if it was removed. */
  List<Entry> entries() {
    List<String> names = files.names(folder());
    if (names.contains(REMOVED)) {
      return List.of();
    }
    return names.stream()
        .map(Entry::of)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingInt(Entry::last).thenComparing(entry -> !entry.compacted()))
        .toList();
  }

  /** Those that count: without what the last compaction stands for. */
  static List<Entry> effective(List<Entry> entries) {
    int compacted =
        entries.stream().filter(Entry::compacted).mapToInt(Entry::last).max().orElse(-2);
    return entries.stream()
        .filter(
            entry ->
                entry.last() > compacted
                    || entry.last() == Manifest.BEFORE_FIRST
                    || entry.compacted() && entry.last() == compacted)
        .toList();
  }

  /**
   * Every manifest that counts, the creation first, then the generations from 0 without a gap; none
   * if there is no such search.
   *
   * @throws DamagedHistoryException if one is missing or is not what was written
   */
  List<Manifest> read() {
    List<Entry> entries = entries();
    try {
      return read(effective(entries));
    } catch (DamagedHistoryException e) {
      if (entries().equals(entries)) {
        throw e;
      }
      return read(); // Compacted between the listing and the reading.
    }
  }

  private List<Manifest> read(List<Entry> entries) {
    List<Manifest> manifests = new ArrayList<>();
    int next = Manifest.BEFORE_FIRST;
    for (Entry entry : entries) {
      if (entry.first() != next) {
        throw damaged(missing(next), "is missing");
      }
      manifests.add(read(entry));
      next = entry.last() + 1;
    }
    return manifests;
  }

  /**
   * @throws DamagedHistoryException if it is missing or is not what was written
   */
  Manifest read(Entry entry) {
    byte[] bytes =
        files
            .read(path(entry.name()), Manifest.MAX_BYTES)
            .orElseThrow(() -> damaged(entry, "is missing"));
    try {
      Manifest manifest = Manifest.fromJson(search, bytes);
      if (manifest.first() != entry.first() || manifest.last() != entry.last()) {
        throw new IllegalArgumentException(
            "holds generations " + manifest.first() + " to " + manifest.last());
      }
      return manifest;
    } catch (IllegalArgumentException e) {
      throw damaged(entry, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The commit point.
   *
   * @return false if there is such a manifest
   */
  boolean publish(Manifest manifest, boolean compacted) {
    String name =
        compacted
            ? String.format(Locale.ROOT, "compacted-%08d.json", manifest.last())
            : manifest.first() == Manifest.BEFORE_FIRST
                ? CREATION
                : generationFile(manifest.first());
    String aside = new Staging(search).aside(manifest.attempt(), "manifest.json");
    return files.publish(path(name), aside, manifest.toJson());
  }

  /** Takes a manifest back, and with it what it committed. */
  void delete(Entry entry) {
    files.delete(path(entry.name()));
  }

  /** The search counts as deleted from here on. */
  void remove(String attempt) {
    String aside = new Staging(search).aside(attempt, REMOVED);
    files.publish(path(REMOVED), aside, "{}\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Deletes every manifest of a removed search, the mark of its removal last. */
  void forget() {
    for (String name : files.names(folder())) {
      if (!name.equals(REMOVED)) {
        files.delete(path(name));
      }
    }
    files.delete(folder());
  }

  private static Entry missing(int generation) {
    String name = generation == Manifest.BEFORE_FIRST ? CREATION : generationFile(generation);
    return new Entry(name, false, generation);
  }

  private DamagedHistoryException damaged(Entry entry, String problem) {
    String where = path(entry.name());
    return entry.compacted() || entry.last() == Manifest.BEFORE_FIRST
        ? DamagedHistoryException.ofSearch(search, where, problem)
        : DamagedHistoryException.ofGeneration(search, entry.last(), where, problem);
  }

  private static String generationFile(int generation) {
    return String.format(Locale.ROOT, "generation-%08d.json", generation);
  }

  private String folder() {
    return FOLDER + "/" + search;
  }

  String path(String name) {
    return folder() + "/" + name;
  }
}
