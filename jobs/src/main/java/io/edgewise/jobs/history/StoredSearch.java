package io.edgewise.jobs.history;

import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.ControllerStateJson;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A stored search is what is committed of one search, as of when it was opened. Every file is
 * checked against its manifest when it is read; what was cut short, changed or deleted is a {@link
 * DamagedHistoryException}.
 */
public final class StoredSearch {

  /** Longest file that is read. */
  private static final long MAX_FILE_BYTES = 1L << 30;

  private final HistoryFiles files;
  private final SearchId id;
  private final Staging staging;
  private final List<Manifest> manifests;

  StoredSearch(HistoryFiles files, SearchId id, List<Manifest> manifests) {
    this.files = files;
    this.id = id;
    this.staging = new Staging(id);
    this.manifests = List.copyOf(manifests);
  }

  public SearchId id() {
    return id;
  }

  /** The last committed generation; empty before the first. */
  public OptionalInt lastGeneration() {
    int last = manifests.get(manifests.size() - 1).last();
    return last == Manifest.BEFORE_FIRST ? OptionalInt.empty() : OptionalInt.of(last);
  }

  /** The configuration and where the search ran first. */
  public Provenance provenance() {
    return searchRow().provenance();
  }

  SearchRow searchRow() {
    return rows(Table.SEARCHES, SearchRow.ROWS, manifests.get(0)).get(0);
  }

  /**
   * Every trial, in the order of its key; files are read one after the other as the stream goes.
   */
  public Stream<TrialRow> trials() {
    return rows(Table.TRIALS, TrialRow.ROWS);
  }

  /** The trials of one generation, in the order of their candidates. */
  public List<TrialRow> trials(int generation) {
    return manifests.stream()
        .flatMap(
            m ->
                m.files(Table.TRIALS).stream()
                    .filter(f -> f.generation() == generation)
                    .map(f -> rows(TrialRow.ROWS, m, f)))
        .findFirst()
        .orElseThrow(() -> noSuchGeneration(generation));
  }

  /** One row a generation. */
  public Stream<GenerationRow> generations() {
    return rows(Table.GENERATIONS, GenerationRow.ROWS);
  }

  /**
   * The known networks that were measured beside the search, in the order in which that was.
   *
   * @throws DamagedHistoryException if one is not as it was written
   */
  public List<Baseline> baselines() {
    return generations()
        .flatMap(
            row -> {
              try {
                return row.measuredBaselines().stream();
              } catch (IllegalArgumentException e) {
                throw DamagedHistoryException.ofGeneration(
                    id,
                    row.generation(),
                    Table.GENERATIONS.folder(id),
                    "baseline " + e.getMessage());
              }
            })
        .toList();
  }

  /** The layers of the trials that stood on the front. */
  public Stream<LayerRow> layers() {
    return rows(Table.LAYERS, LayerRow.ROWS);
  }

  /**
   * Returns what the controller knew after a generation.
   *
   * @throws HistoryException if the generation is not committed, or its state was compacted away
   */
  public ControllerState stateAfter(int generation) {
    GenerationRow row =
        manifests.stream()
            .filter(manifest -> manifest.holds(generation))
            .flatMap(manifest -> rows(Table.GENERATIONS, GenerationRow.ROWS, manifest).stream())
            .filter(g -> g.generation() == generation)
            .findFirst()
            .orElseThrow(() -> noSuchGeneration(generation));
    if (row.controllerState() == null) {
      throw new HistoryException(
          "search "
              + id
              + ": the controller state of generation "
              + generation
              + " was compacted away; only later ones are kept");
    }
    try {
      return ControllerStateJson.read(row.controllerState());
    } catch (IllegalArgumentException e) {
      throw DamagedHistoryException.ofGeneration(
          id, generation, Table.GENERATIONS.folder(id), String.valueOf(e.getMessage()));
    }
  }

  private HistoryException noSuchGeneration(int generation) {
    OptionalInt last = lastGeneration();
    return new HistoryException(
        "search "
            + id
            + " has no generation "
            + generation
            + ": "
            + (last.isEmpty()
                ? "none is committed"
                : "0 to " + last.getAsInt() + " are committed"));
  }

  /**
   * A located file says where a committed file lies.
   *
   * @param path relative to the root
   * @param inTable false if it was not moved into its table yet
   */
  record Located(TableFile file, String path, boolean inTable) {}

  /**
   * The files of a table, by their lengths whole.
   *
   * @throws DamagedHistoryException if one is missing or cut short
   */
  List<Located> locate(Table table) {
    List<Located> located = new ArrayList<>();
    for (Manifest manifest : manifests) {
      for (TableFile file : manifest.files(table)) {
        located.add(locate(manifest, file));
      }
    }
    return located;
  }

  private Located locate(Manifest manifest, TableFile file) {
    Located inTable = new Located(file, file.path(id), true);
    Located staged = new Located(file, staging.file(manifest.attempt(), file), false);
    for (Located place : List.of(inTable, staged, inTable)) {
      OptionalLong length = files.length(place.path());
      if (length.isPresent()) {
        requireLength(manifest, file, length.getAsLong());
        return place;
      }
    }
    throw damaged(manifest, file, "is missing");
  }

  private void requireLength(Manifest manifest, TableFile file, long length) {
    if (length != file.bytes()) {
      throw damaged(manifest, file, "has " + length + " bytes in place of " + file.bytes());
    }
  }

  /** Bytes of the committed files. */
  public long bytes() {
    return manifests.stream()
        .flatMap(manifest -> manifest.files().stream())
        .mapToLong(TableFile::bytes)
        .sum();
  }

  List<Manifest> manifests() {
    return manifests;
  }

  StoredSearch with(Manifest manifest) {
    List<Manifest> all = new ArrayList<>(manifests);
    all.add(manifest);
    return new StoredSearch(files, id, all);
  }

  private <R extends Record> Stream<R> rows(Table table, RowType<R> type) {
    return manifests.stream().flatMap(manifest -> rows(table, type, manifest).stream());
  }

  private <R extends Record> List<R> rows(Table table, RowType<R> type, Manifest manifest) {
    return manifest.files(table).stream()
        .flatMap(file -> rows(type, manifest, file).stream())
        .toList();
  }

  /** The rows of one file, checked against its manifest. */
  <R extends Record> List<R> rows(RowType<R> type, Manifest manifest, TableFile file) {
    byte[] bytes = bytes(manifest, file);
    try {
      List<R> rows =
          ParquetBytes.read(
              type, bytes, Map.of("search_id", id.value(), "generation", file.generation()));
      if (rows.size() != file.rows()) {
        throw new IllegalArgumentException(
            "has " + rows.size() + " rows in place of " + file.rows());
      }
      return rows;
    } catch (IllegalArgumentException e) {
      throw damaged(manifest, file, String.valueOf(e.getMessage()));
    }
  }

  private byte[] bytes(Manifest manifest, TableFile file) {
    Located located = locate(manifest, file);
    byte[] bytes =
        files
            .read(located.path(), MAX_FILE_BYTES)
            .orElseThrow(() -> damaged(manifest, file, "is missing"));
    requireLength(manifest, file, bytes.length);
    if (!TableFile.sha256(bytes).equals(file.sha256())) {
      throw damaged(manifest, file, "does not match its checksum");
    }
    return bytes;
  }

  private DamagedHistoryException damaged(Manifest manifest, TableFile file, String problem) {
    return manifest.isOfOneGeneration()
        ? DamagedHistoryException.ofGeneration(id, manifest.last(), file.path(id), problem)
        : DamagedHistoryException.ofSearch(id, file.path(id), problem);
  }
}
