package io.edgewise.search.space.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Blueprint;
import io.edgewise.search.space.Choice;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Architectures as JSON files, which one command writes and another reads:
 *
 * <pre>
 * { "format": "edgewise-architecture/1", "id": "…16 hexadecimal digits…", "space": "…",
 *   "choices": { "stage1.layers": "2", … }, "network": { "family": "staged", … } }
 * </pre>
 *
 * <p>The network stands by itself: its space need not be known to read it. What is read is not
 * trusted: length, depth and every value are bounded, and the id must be the network's.
 */
public final class ArchitectureJson {

  /** Longest file that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 18;

  private static final String FORMAT = "edgewise-architecture/1";
  private static final int MAX_CHOICES = 1000;
  private static final Pattern CHOICE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ArchitectureJson() {}

  /**
   * An architecture and the name of the space it was found in.
   *
   * @param space names a space that the reader may not have
   */
  public record Document(String space, Architecture architecture) {}

  /** The file's text, the same for the same document. */
  public static String write(Document document) {
    Architecture architecture = document.architecture();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("id", architecture.id().hex());
    root.put("space", document.space());
    ObjectNode choices = root.putObject("choices");
    architecture.choices().forEach(choice -> choices.put(choice.decision(), choice.value()));
    architecture.blueprint().write(root.putObject("network"));
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads a file's text.
   *
   * @param origin names the file in messages
   * @throws SettingsException with every mistake, if there is one
   */
  public static Document parse(String origin, String text) {
    return parse(origin, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Document parse(String origin, byte[] text) {
    if (text.length > MAX_BYTES) {
      throw wrong(origin, "is longer than " + MAX_BYTES + " bytes: not an architecture");
    }
    Map<String, @Nullable Object> document = tree(origin, text);
    @Nullable Object choicesTree = document.remove("choices");
    Settings root = Settings.of(origin, ConfigValueFactory.fromMap(document).toConfig());
    root.word("format", List.of(FORMAT));
    String id = root.text("id");
    String space = root.text("space");
    List<Choice> choices = choices(root, choicesTree);
    Settings section = root.section("network");
    Supplier<Blueprint> network = section.choice("family", Family.class).readNetwork(section);
    root.finish();
    Architecture architecture = new Architecture(choices, network.get());
    if (!architecture.id().hex().equals(id)) {
      throw wrong(
          origin,
          "id: is " + id + ", but the network in it is " + architecture.id() + "; one was changed");
    }
    return new Document(space, architecture);
  }

  private static Map<String, @Nullable Object> tree(String origin, byte[] text) {
    try {
      @Nullable Map<String, @Nullable Object> tree =
          MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
      if (tree == null) {
        throw wrong(origin, "is null: not an architecture");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw wrong(origin, "not readable as a JSON object: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong(origin, "cannot be read: " + e.getMessage());
    }
  }

  private static List<Choice> choices(Settings root, @Nullable Object tree) {
    List<Choice> choices = new ArrayList<>();
    if (!(tree instanceof Map<?, ?> map) || map.size() > MAX_CHOICES) {
      root.problem(
          "choices",
          "missing or wrong; allowed is an object of at most "
              + MAX_CHOICES
              + " values by decision");
      return choices;
    }
    map.forEach(
        (decision, value) -> {
          String text = value instanceof String s ? s : "";
          if (CHOICE.matcher(decision.toString()).matches() && CHOICE.matcher(text).matches()) {
            choices.add(new Choice(decision.toString(), text));
          } else {
            root.problem("choices", "allowed are names and texts of " + CHOICE);
          }
        });
    return choices;
  }

  private static SettingsException wrong(String origin, String problem) {
    return new SettingsException(origin, List.of(problem));
  }
}
