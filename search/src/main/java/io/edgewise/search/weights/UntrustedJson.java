package io.edgewise.search.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Parses the JSON inside a file of weights to a tree: no type is made of what it names. */
final class UntrustedJson {

  private static final int DEEPEST = 12;
  private static final JsonMapper JSON = mapper();

  private UntrustedJson() {}

  /**
   * Parses an object.
   *
   * @param part of the file, for messages
   * @throws WeightsException if it is none
   */
  static JsonNode object(String part, byte[] bytes, int from, int length) {
    try {
      JsonNode json = JSON.readTree(bytes, from, length);
      if (!json.isObject()) {
        throw new WeightsException("its " + part + " is no JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new WeightsException("its " + part + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new WeightsException("its " + part + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    return mapper;
  }
}
