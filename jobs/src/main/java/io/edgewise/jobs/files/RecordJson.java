package io.edgewise.jobs.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;

/**
 * Records as the JSON of files that later versions read, too: names in snake case with ms for
 * Millis, times in ISO 8601, nothing where an optional is empty. What a record needs must be there,
 * once; what it does not know, a newer version wrote.
 */
public final class RecordJson {

  private static final class Names extends PropertyNamingStrategies.SnakeCaseStrategy {
    private static final long serialVersionUID = 1L;

    @Override
    public String translate(String component) {
      return super.translate(component).replaceFirst("_millis$", "_ms");
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(new Names())
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RecordJson() {}

  /** A record as the whole text of a file. */
  public static String write(Record value) {
    return text(tree(value));
  }

  /** A record as part of a larger file. */
  public static JsonNode tree(Record value) {
    return JSON.valueToTree(value);
  }

  /**
   * A text that this class wrote, or another writer of JSON, as part of a larger file.
   *
   * @throws IllegalArgumentException if the text is no JSON
   */
  public static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  /** A tree as the whole text of a file. */
  public static String text(JsonNode tree) {
    return tree.toPrettyString() + "\n";
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is no JSON, or lacks what the record needs
   */
  public static <R extends Record> R read(String text, Class<R> type) {
    try {
      R value = JSON.readValue(text, type);
      if (value == null) {
        throw new IllegalArgumentException("holds null");
      }
      return value;
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException("has no usable " + place(e) + reason(e), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  /** The mistake that a record found in its components. */
  private static String reason(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException wrong ? ": " + wrong.getMessage() : "";
  }

  private static String place(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
