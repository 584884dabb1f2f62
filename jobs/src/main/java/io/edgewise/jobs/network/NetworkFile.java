package io.edgewise.jobs.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.ArchitectureJson.Document;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.accelerator.Uncertainty.Interval;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A network file is a network as a search, a scaling or a training leaves it, with what that knew
 * of it, in the format {@value #FORMAT}. Architectures as earlier versions wrote them, which say
 * nothing but the network, are read too. What is read is not trusted: length and every value are
 * bounded.
 *
 * @param network the architecture, and the name of its space
 * @param finding empty if an earlier version wrote the file
 */
public record NetworkFile(Document network, Optional<Finding> finding) {

  /** The word that the file begins with. */
  static final String FORMAT = "edgewise-network/2";

  private static final String FAMILY = "edgewise-network/";

  /** Longest file that is read, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  /** The same as the file has it; the interval follows from the accelerator, and is for readers. */
  private record Stored(
      String format,
      JsonNode architecture,
      DeployView deployed,
      JsonNode accelerator,
      Map<String, Number> metrics,
      Optional<Interval> latencyIntervalMillis,
      Optional<Finding.Accuracy> accuracy,
      Optional<Finding.Proxy> proxy,
      Optional<String> search,
      Optional<String> trial,
      SortedMap<String, String> versions) {}

  /** A head tells which format a file has; that of a champion of an earlier version has a text. */
  private record Head(Optional<String> format, Optional<JsonNode> network) {}

  public Architecture architecture() {
    return network.architecture();
  }

  /**
   * Reads a file.
   *
   * @throws SettingsException with every mistake, if it is missing or wrong
   */
  public static NetworkFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw wrong(file.toString(), "is longer than " + MAX_BYTES + " bytes: not a network");
      }
      return parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw wrong(file.toString(), Unreadable.reason(file, e));
    }
  }

  /**
   * Reads a file's text.
   *
   * @param origin names the file in messages
   * @throws SettingsException with every mistake, if there is one
   */
  public static NetworkFile parse(String origin, String text) {
    Head head = head(text);
    String format = head.format().orElse("");
    if (format.equals(FORMAT)) {
      return parseNetwork(origin, text);
    }
    if (format.startsWith(FAMILY)) {
      throw wrong(origin, "format: is " + format + "; allowed is " + FORMAT + " and older ones");
    }
    String earlier = head.network().filter(JsonNode::isTextual).map(JsonNode::asText).orElse(text);
    return new NetworkFile(ArchitectureJson.parse(origin, earlier), Optional.empty());
  }

  /** The reader of architectures tells what is no JSON at all. */
  private static Head head(String text) {
    try {
      return RecordJson.read(text, Head.class);
    } catch (IllegalArgumentException e) {
      return new Head(Optional.empty(), Optional.empty());
    }
  }

  private static NetworkFile parseNetwork(String origin, String text) {
    try {
      Stored stored = RecordJson.read(text, Stored.class);
      Document network = ArchitectureJson.parse(origin, stored.architecture().toString());
      Config accelerator = accelerator(stored.accelerator());
      AcceleratorFile.parse(origin + ": accelerator", accelerator);
      return new NetworkFile(
          network,
          Optional.of(
              new Finding(
                  stored.deployed(),
                  accelerator,
                  MetricsByName.read(stored.metrics()),
                  stored.accuracy(),
                  stored.proxy(),
                  origin(stored),
                  stored.versions())));
    } catch (IllegalArgumentException e) {
      throw wrong(origin, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Finding.Origin> origin(Stored stored) {
    if (stored.search().isPresent() != stored.trial().isPresent()) {
      throw new IllegalArgumentException("search and trial: allowed are both or neither");
    }
    return stored
        .search()
        .map(
            search ->
                new Finding.Origin(
                    new SearchId(search), TrialKey.parse(stored.trial().orElseThrow())));
  }

  private static Config accelerator(JsonNode json) {
    try {
      return ConfigFactory.parseString(
          json.toString(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("accelerator: is no object", e);
    }
  }

  /** The file's text, the same for the same network and finding. */
  public String toJson() {
    return RecordJson.text(tree());
  }

  /**
   * The file's keys, for a larger file that holds them.
   *
   * @throws java.util.NoSuchElementException if nothing is known but the network
   */
  public ObjectNode tree() {
    Finding found = finding.orElseThrow();
    return (ObjectNode)
        RecordJson.tree(
            new Stored(
                FORMAT,
                RecordJson.tree(ArchitectureJson.write(network)),
                found.deployed(),
                RecordJson.tree(found.accelerator().root().render(ConfigRenderOptions.concise())),
                MetricsByName.of(found.metrics()),
                found.latencyIntervalMillis(),
                found.accuracy(),
                found.proxy(),
                found.origin().map(origin -> origin.search().value()),
                found.origin().map(origin -> origin.trial().toString()),
                found.versions()));
  }

  private static SettingsException wrong(String origin, String problem) {
    return new SettingsException(origin, List.of(problem));
  }
}
