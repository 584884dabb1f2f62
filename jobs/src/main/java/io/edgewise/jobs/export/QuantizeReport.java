package io.edgewise.jobs.export;

import io.edgewise.search.export.verify.TfliteVerification;
import io.edgewise.sim.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report says what quantisation cost, and what was written.
 *
 * @param floats the network before it
 * @param recipes what each gave, the one that was taken first
 */
public record QuantizeReport(
    Path file, long bytes, Score floats, List<Line> recipes, TfliteVerification verification) {

  /** A line says what one recipe gave. */
  record Line(Recipe recipe, Score score) {}

  public QuantizeReport {
    recipes = List.copyOf(recipes);
  }

  /** The report for eyes. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-10s accuracy %.4f on %d held-out images",
            "float",
            floats.accuracy(),
            floats.images()));
    for (Line line : recipes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s accuracy %.4f, the float network's class on %.2f%% of them",
              Settings.label(line.recipe()),
              line.score().accuracy(),
              100 * line.score().agreement()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d bytes, %s",
            file,
            bytes,
            Settings.label(recipes.get(0).recipe())));
    lines.add(ExportReport.line(verification));
    return lines;
  }

  /** Returns whether the file computes what it should. */
  public boolean isGood() {
    return verification.isExact();
  }
}
