package io.edgewise.jobs.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.search.history.Provenance;
import java.util.Optional;

/** Stored settings are those of a search as its history keeps them: each the text of a value. */
record StoredSettings(Provenance provenance) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The word of a setting; empty if there is none. */
  Optional<String> word(String key) {
    return Optional.ofNullable(provenance.settings().get(key)).map(StoredSettings::unquoted);
  }

  /** The number of a setting; empty if there is none, or something else. */
  Optional<Double> number(String key) {
    return word(key).flatMap(StoredSettings::parsed);
  }

  private static Optional<Double> parsed(String word) {
    try {
      return NetworkPoint.finite(Double.parseDouble(word));
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
