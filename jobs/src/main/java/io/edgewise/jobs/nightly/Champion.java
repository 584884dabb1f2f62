package io.edgewise.jobs.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  public Architecture architecture() {
    return network.architecture();
  }

  /** The champion now; empty if there has been none. */
  public static Optional<Champion> now(NightFiles files) {
    return files.champion().read().map(text -> read(NightFiles.json(files.champion(), text)));
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
            .flatMap(file -> file.read().map(text -> read(NightFiles.json(file, text))));
  }

  /** Makes it the champion. The old one stays under its night; doing it twice changes nothing. */
  public void promote(NightFiles files) {
    String text = toJson();
    files.championOf(new SearchId(night)).replace(text);
    files.champion().replace(text);
  }

  String toJson() {
    ObjectNode json = JSON.createObjectNode().put("night", night);
    previous.ifPresent(value -> json.put("previous", value));
    json.put("promoted_at", promotedAt.toString());
    finalist.write(json.putObject("result"));
    json.put("network", ArchitectureJson.write(network));
    return json.toPrettyString() + "\n";
  }

  private static Champion read(JsonNode json) {
    return new Champion(
        Finalist.read(json.path("result")),
        ArchitectureJson.parse("champion", json.path("network").asText()),
        json.path("night").asText(),
        Optional.of(json.path("previous").asText()).filter(value -> !value.isEmpty()),
        Instant.parse(json.path("promoted_at").asText()));
  }
}
