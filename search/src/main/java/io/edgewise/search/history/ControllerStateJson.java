package io.edgewise.search.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.edgewise.search.controller.ControllerState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * A controller's state as JSON: {@code {"controller": "ppo", "vectors": {"weights": [0.1, "NaN"]},
 * "texts": {"seen": ["0123456789abcdef"]}}}. Every double comes back with its bits (NaNs as the one
 * NaN); what JSON has no number for is the text {@code "NaN"}, {@code "Infinity"} or {@code
 * "-Infinity"}.
 */
public final class ControllerStateJson {

  /** Longest text that is read: a few million numbers. */
  public static final int MAX_CHARACTERS = 128 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ControllerStateJson() {}

  public static String write(ControllerState state) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("controller", state.controller());
      json.writeObjectFieldStart("vectors");
      for (String name : state.vectorNames()) {
        json.writeArrayFieldStart(name);
        for (double value : state.vector(name)) {
          json.writeNumber(value);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeObjectFieldStart("texts");
      for (String name : state.textNames()) {
        json.writeArrayFieldStart(name);
        for (String value : state.texts(name)) {
          json.writeString(value);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail", e);
    }
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException if the text is not such a state, naming where it goes wrong
   */
  public static ControllerState read(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "controller state of " + text.length() + " characters: at most " + MAX_CHARACTERS);
    }
    try (JsonParser json = JSON.createParser(text)) {
      String controller = "";
      Map<String, double[]> vectors = Map.of();
      Map<String, List<String>> texts = Map.of();
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "controller" -> controller = string(json);
          case "vectors" -> vectors = fields(json, ControllerStateJson::vector);
          case "texts" -> texts = fields(json, ControllerStateJson::strings);
          default -> json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new JsonParseException(json, "something follows the state");
      }
      if (controller.isEmpty()) {
        throw new JsonParseException(json, "controller is missing");
      }
      return new ControllerState(controller, vectors, texts);
    } catch (IOException e) {
      throw new IllegalArgumentException("controller state: " + e.getMessage(), e);
    }
  }

  private interface ValueReader<T> {
    T read(JsonParser json) throws IOException;
  }

  private static <T> Map<String, T> fields(JsonParser json, ValueReader<T> value)
      throws IOException {
    expect(json, json.currentToken(), JsonToken.START_OBJECT);
    Map<String, T> fields = new TreeMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      expect(json, json.nextToken(), JsonToken.START_ARRAY);
      fields.put(name, value.read(json));
    }
    return fields;
  }

  private static double[] vector(JsonParser json) throws IOException {
    DoubleStream.Builder values = DoubleStream.builder();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(number(json));
    }
    return values.build().toArray();
  }

  private static double number(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      return json.getDoubleValue();
    }
    return switch (json.getText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new JsonParseException(
              json, "\"" + json.getText() + "\" is not a number, NaN, Infinity or -Infinity");
    };
  }

  private static List<String> strings(JsonParser json) throws IOException {
    List<String> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(string(json));
    }
    return values;
  }

  private static String string(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expect(JsonParser json, JsonToken found, JsonToken expected)
      throws IOException {
    if (found != expected) {
      throw new JsonParseException(json, "found " + found + " where " + expected + " should be");
    }
  }
}
