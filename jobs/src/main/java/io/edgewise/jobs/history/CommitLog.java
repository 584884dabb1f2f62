package io.edgewise.jobs.history;

import io.edgewise.search.history.SearchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifests of one search, in {@code _commits/SEARCH}: {@code search.json} for its creation,
 * one {@code generation-N.json} a generation. Whatever no manifest names was not committed.
 */
final class CommitLog {

  private static final String FOLDER = "_commits";
  private static final String CREATION = "search.json";
  private static final Pattern GENERATION = Pattern.compile("generation-(\\d{8})\\.json");

  private final HistoryFiles files;
  private final SearchId search;

  CommitLog(HistoryFiles files, SearchId search) {
    this.files = files;
    this.search = search;
  }

  /** The searches that were created, sorted. */
  static List<SearchId> searches(HistoryFiles files) {
    return files.names(FOLDER).stream()
        .map(CommitLog::searchId)
        .flatMap(Optional::stream)
        .filter(search -> files.exists(new CommitLog(files, search).path(CREATION)))
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

  /**
   * Every manifest, the creation first, then the generations from 0 without a gap; none if there is
   * no such search.
   *
   * @throws DamagedHistoryException if one is missing or is not what was written
   */
  List<Manifest> read() {
    List<String> names = files.names(folder());
    List<Manifest> manifests = new ArrayList<>();
    if (names.contains(CREATION)) {
      manifests.add(read(CREATION, Manifest.BEFORE_FIRST));
    }
    int next = 0;
    for (String name : names) {
      Matcher matcher = GENERATION.matcher(name);
      if (matcher.matches()) {
        int generation = Integer.parseInt(matcher.group(1));
        requireNoGap(manifests, next, generation);
        manifests.add(read(name, generation));
        next = generation + 1;
      }
    }
    return manifests;
  }

  private void requireNoGap(List<Manifest> earlier, int expected, int generation) {
    if (earlier.isEmpty()) {
      throw damaged(Manifest.BEFORE_FIRST, CREATION, "is missing");
    }
    if (generation != expected) {
      throw damaged(expected, generationFile(expected), "is missing");
    }
  }

  private Manifest read(String name, int generation) {
    byte[] bytes =
        files
            .read(path(name), Manifest.MAX_BYTES)
            .orElseThrow(() -> damaged(generation, name, "is missing"));
    try {
      Manifest manifest = Manifest.fromJson(search, bytes);
      if (manifest.first() != generation) {
        throw new IllegalArgumentException("holds generation " + manifest.first());
      }
      return manifest;
    } catch (IllegalArgumentException e) {
      throw damaged(generation, name, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The commit point.
   *
   * @return false if another writer committed this generation
   */
  boolean publish(Manifest manifest) {
    String name =
        manifest.first() == Manifest.BEFORE_FIRST ? CREATION : generationFile(manifest.first());
    String aside = new Staging(search).aside(manifest.attempt(), "manifest.json");
    return files.publish(path(name), aside, manifest.toJson());
  }

  private DamagedHistoryException damaged(int generation, String name, String problem) {
    return new DamagedHistoryException(search, generation, path(name), problem);
  }

  private static String generationFile(int generation) {
    return String.format("generation-%08d.json", generation);
  }

  private String folder() {
    return FOLDER + "/" + search;
  }

  private String path(String name) {
    return folder() + "/" + name;
  }
}
