package io.edgewise.jobs.page;

import io.edgewise.jobs.files.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page is everything that a report shows.
 *
 * @param edgewise the version that made it
 * @param searches in the order in which they were asked for; at least one
 * @param comparison of the searches; empty if there is one
 */
public record Page(String edgewise, List<SearchReport> searches, Optional<Comparison> comparison) {

  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");

  /** The parts of the page's script, in the order in which they are run. */
  private static final List<String> SCRIPT =
      List.of(
          "elements",
          "pictures",
          "choosing",
          "way",
          "networks",
          "device",
          "explanation",
          "comparison",
          "page");

  private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  public Page {
    searches = List.copyOf(searches);
  }

  /** Reads a page off searches. */
  public static Page of(String edgewise, List<SearchHistory> searches) {
    return new Page(
        edgewise,
        searches.stream().map(SearchReport::of).toList(),
        searches.size() < 2 ? Optional.empty() : Optional.of(Comparison.of(searches)));
  }

  /**
   * Returns the page as one file. The browser is told to run the two scripts that are known by
   * their digests, to fetch nothing, and to take the rest as data.
   */
  public String html() {
    String charts = resource(CHARTS);
    String script = script();
    Map<String, String> slots =
        Map.of(
            "scripts",
            digest(charts) + " " + digest(script),
            "style",
            resource("report.css"),
            "charts",
            charts,
            "script",
            script,
            "data",
            data());
    return SLOT.matcher(resource("report.html"))
        .replaceAll(slot -> Matcher.quoteReplacement(slots.getOrDefault(slot.group(1), "")));
  }

  /** Joins the parts in one scope, so that they see each other and nothing sees them. */
  private static String script() {
    return SCRIPT.stream()
        .map(part -> resource(part + ".js"))
        .collect(Collectors.joining("\n", "(function () {\n'use strict';\n\n", "})();\n"));
  }

  /**
   * The document as JSON in which no character can end the element around it or begin another one
   * (HTML standard, 4.12.1.3); the escapes are JSON's own, and so they read as the same text.
   */
  String data() {
    return RecordJson.tree(this)
        .toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  /** The digest by which a Content Security Policy names a script (W3C CSP 3, 2.3.1). */
  private static String digest(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(in, () -> name + " is not in the jar").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
