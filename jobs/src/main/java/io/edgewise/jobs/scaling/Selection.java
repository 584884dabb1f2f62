package io.edgewise.jobs.scaling;

import io.edgewise.search.scaling.Family;
import io.edgewise.search.scaling.Family.Member;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The members of a family that were asked for, by the names of their files.
 *
 * @param chosen in the order they were asked for
 */
record Selection(List<Named> chosen) {

  Selection {
    chosen = List.copyOf(chosen);
  }

  /** A member and the name of its file, without a suffix. */
  record Named(String name, Member member) {}

  /**
   * Chooses for each target the member that computes most within it.
   *
   * @param residentOnly whether only members whose parameters all stay on the chip count
   * @throws SettingsException that names each target that no member meets, and the fastest there is
   */
  static Selection within(
      String origin, Family family, List<Double> targetsMillis, boolean residentOnly) {
    List<Named> chosen = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (double target : targetsMillis) {
      family
          .largest(m -> m.metrics().latencyMillis() <= target && (!residentOnly || m.isResident()))
          .ifPresentOrElse(
              m -> chosen.add(new Named(label(target), m)),
              () -> missed.add(missed(family, target, residentOnly)));
    }
    if (!missed.isEmpty()) {
      throw new SettingsException(origin, missed);
    }
    return new Selection(chosen);
  }

  private static String label(double targetMillis) {
    return String.valueOf(targetMillis).replaceFirst("\\.0$", "") + "ms";
  }

  private static String missed(Family family, double target, boolean residentOnly) {
    return String.format(
        Locale.ROOT,
        "no network of the family is within %s%s; %s",
        label(target),
        residentOnly ? " with all its parameters on the chip" : "",
        family
            .fastest()
            .map(
                m ->
                    String.format(
                        Locale.ROOT,
                        "the fastest takes %.3f ms, at %d pixels and width %.2f",
                        m.metrics().latencyMillis(),
                        m.pixels(),
                        m.scale().width()))
            .orElse("the accelerator runs none of them"));
  }
}
