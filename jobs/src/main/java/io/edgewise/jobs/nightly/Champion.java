package io.edgewise.jobs.nightly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.files.WholeFile;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.SearchId;
import java.time.Instant;
import java.util.Optional;

/**
 * The best network that the nights have found, as {@code champion.json} keeps it: a network file
 * with what the nights add, so that it outlives the nights that are deleted.
 *
 * @param finalist what it was worth when it was promoted
 * @param night that promoted it
 * @param previous the night that promoted the champion before it; empty for the first
 */
public record Champion(
    Finalist finalist,
    NetworkFile network,
    String night,
    Optional<String> previous,
    Instant promotedAt) {

  /** The keys of the file that are not a network file's. */
  private record Promotion(
      String night, Optional<String> previous, Instant promotedAt, Finalist result) {

    Promotion {
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
    ObjectNode file = network.tree();
    file.setAll((ObjectNode) RecordJson.tree(new Promotion(night, previous, promotedAt, finalist)));
    return RecordJson.text(file);
  }

  private static Optional<Champion> read(WholeFile file) {
    return file.read()
        .map(
            text -> {
              Promotion promotion = NightFiles.parse(file, text, Promotion.class);
              return new Champion(
                  promotion.result(),
                  NetworkFile.parse(file.path().toString(), text),
                  promotion.night(),
                  promotion.previous(),
                  promotion.promotedAt());
            });
  }
}
