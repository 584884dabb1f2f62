package io.edgewise.jobs.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.edgewise.search.accuracy.ToldScore;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what a trainer leaves as its result: {@code {"accuracy": 0.91}}, with other numbers under
 * {@code "metrics"} by name if it likes, or {@code {"failure": "why there is none"}}. The file is
 * not trusted.
 */
final class ResultFile {

  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_METRICS = 64;
  private static final int LONGEST_FAILURE = 1000;

  /** Python writes NaN and Infinity, which are no JSON; they are refused by their own names. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A result is an accuracy, or the reason why there is none. */
  sealed interface Result {}

  record Told(ToldScore score) implements Result {}

  record None(Stopped why) implements Result {}

  private ResultFile() {}

  /** Reads the file; whatever is wrong with it is {@link None}. */
  static Result read(Path file) {
    if (!Files.isRegularFile(file)) {
      return none("left no result file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES
          ? none("left a result of more than " + MOST_BYTES + " bytes")
          : result(JSON.readTree(bytes));
    } catch (JsonProcessingException e) {
      return none("left a result that is no JSON (" + e.getOriginalMessage() + ")");
    } catch (IOException e) {
      return none("left a result that cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Result result(JsonNode tree) {
    if (tree.path("failure").isTextual()) {
      String why = tree.path("failure").textValue().replaceAll("\\p{Cntrl}", " ");
      return new None(
          new Stopped(
              StopReason.GAVE_UP, why.substring(0, Math.min(LONGEST_FAILURE, why.length()))));
    }
    JsonNode accuracy = tree.path("accuracy");
    if (!accuracy.isNumber()) {
      return none("left a result without a number called accuracy");
    }
    try {
      return new Told(new ToldScore(accuracy.doubleValue(), metrics(tree.path("metrics"))));
    } catch (IllegalArgumentException e) {
      return none("left a result that is refused: " + e.getMessage());
    }
  }

  private static Map<String, Double> metrics(JsonNode tree) {
    if (tree.size() > MOST_METRICS) {
      throw new IllegalArgumentException(
          tree.size() + " metrics; allowed are at most " + MOST_METRICS);
    }
    Map<String, Double> metrics = new TreeMap<>();
    tree.fields().forEachRemaining(e -> metrics.put(name(e.getKey()), number(e)));
    return metrics;
  }

  private static String name(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "a metric's name has "
              + name.length()
              + " characters; allowed are 1 to 64 letters, digits, dots, dashes and underscores");
    }
    return name;
  }

  private static double number(Map.Entry<String, JsonNode> metric) {
    JsonNode value = metric.getValue();
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException(
          "metrics." + metric.getKey() + " is no finite number; leave it out where it is unknown");
    }
    return value.doubleValue();
  }

  private static Result none(String why) {
    return new None(new Stopped(StopReason.NO_RESULT, why));
  }
}
