package io.edgewise.jobs.nightly;

import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.files.WholeFile;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.ArchitectureJson.Document;
import io.edgewise.search.trial.SearchId;
import java.time.Instant;
import java.util.Optional;

/**
 * The best network that the nights have found, as {@code champion.json} keeps it: the network
 * itself too, so that it outlives the nights that are deleted.
 *
 * @param finalist what it was worth when it was promoted
 * @param night that promoted it
 * @param previous the night that promoted the champion before it; empty for the first
 */
public record Champion(
    Finalist finalist,
    Document network,
    String night,
    Optional<String> previous,
    Instant promotedAt) {

  /** The same as the file has it; {@code network} is an architecture file within it. */
  private record Stored(
      String night,
      Optional<String> previous,
      Instant promotedAt,
      Finalist result,
      String network) {

    Stored {
      new SearchId(night);
      previous.ifPresent(SearchId::new);
    }
  }

  public Architecture architecture() {
    return network.architecture();
  }

  /** The champion now; empty if there has been none. */
  public static Optional<Champion> now(NightFiles files) {
    return read(files.champion());
  }

  /**
   * The champion that a night found when it came: the one before its own, if it has promoted one.
   */
  public static Optional<Champion> before(Night night, NightFiles files) {
    Optional<Champion> now = now(files);
    return now.filter(champion -> champion.night.equals(night.toString())).isEmpty()
        ? now
        : now.flatMap(Champion::previous)
            .map(earlier -> files.championOf(new SearchId(earlier)))
            .flatMap(Champion::read);
  }

  /** Makes it the champion. The old one stays under its night; doing it twice changes nothing. */
  public void promote(NightFiles files) {
    String text = toJson();
    files.championOf(new SearchId(night)).replace(text);
    files.champion().replace(text);
  }

  String toJson() {
    return RecordJson.write(
        new Stored(night, previous, promotedAt, finalist, ArchitectureJson.write(network)));
  }

  private static Optional<Champion> read(WholeFile file) {
    return NightFiles.read(file, Stored.class)
        .map(
            stored ->
                new Champion(
                    stored.result(),
                    ArchitectureJson.parse(file.path().toString(), stored.network()),
                    stored.night(),
                    stored.previous(),
                    stored.promotedAt()));
  }
}
