package io.edgewise.search.export.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.NetworkBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network as one file of Python that trains it and saves its weights, and needs nothing of
 * Edgewise. The file has the network's layers under their own names, TensorFlow's SAME padding, a
 * writer of safetensors in a dozen lines, and a recipe in its comments. What it computes before
 * training is random; what it gives are logits.
 *
 * @param name of the network, and of the files that the comments speak of
 * @param resolution the task's: what {@code quantize --resolution} takes
 * @param network as deployed
 */
public record SourceFile(String name, int resolution, BlockNetwork network) {

  private static final Pattern MARK = Pattern.compile("@([A-Z_]+)@");

  public SourceFile {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "network \"" + name + "\": allowed are letters, digits, dots, dashes and underscores");
    }
  }

  /** The file's text; the same for the same network. */
  public String text(Framework framework) {
    SourceLines lines = framework.lines();
    Map<String, String> marks =
        new HashMap<>(lines.byMark(network.describe(lines, SourceLines.IMAGE)));
    marks.put("NAME", name);
    marks.put("RECIPE", resource("recipe.txt"));
    marks.put("EPSILON", String.valueOf(NetworkBuilder.BATCH_NORM_EPSILON));
    marks.put("RESOLUTION", String.valueOf(network.resolution()));
    marks.put("TASK_RESOLUTION", String.valueOf(resolution));
    marks.put("CHANNELS", String.valueOf(network.inputChannels()));
    marks.put("CLASSES", String.valueOf(network.classes()));
    String program = resource(framework.name().toLowerCase(Locale.ROOT) + ".py.template");
    return MARK.matcher(program)
        .replaceAll(mark -> Matcher.quoteReplacement(marks.getOrDefault(mark.group(1), "")));
  }

  private static String resource(String name) {
    try (InputStream in = SourceFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own file " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
