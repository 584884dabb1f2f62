package io.edgewise.jobs.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.search.history.Provenance;
import java.util.Optional;

/** Stored settings are those of a search as its history keeps them: each the text of a value. */
public record StoredSettings(Provenance provenance) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The word of a setting; empty if there is none. */
  public Optional<String> word(String key) {
    return Optional.ofNullable(provenance.settings().get(key)).map(StoredSettings::unquoted);
  }

  /** The number of a setting; empty if there is none, or something else. */
  public Optional<Double> number(String key) {
    return word(key).flatMap(StoredSettings::parsed);
  }

  /** Returns whether one network is for all of the search's accelerators. */
  public boolean isTogether() {
    return word("reward.combine").filter(word -> !word.equals("each")).isPresent();
  }

  private static Optional<Double> parsed(String word) {
    try {
      double value = Double.parseDouble(word);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String unquoted(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return value.isValueNode() ? value.asText() : text;
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
