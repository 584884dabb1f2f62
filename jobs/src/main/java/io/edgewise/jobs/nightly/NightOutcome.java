package io.edgewise.jobs.nightly;

import java.time.Instant;
import java.util.List;

/**
 * A night's outcome is what later nights and alarms read of a night's {@code report.json}.
 *
 * @param measured networks that the night measured
 * @param fullTraining everything that was trained on the full task, the champion too
 */
public record NightOutcome(int measured, Instant finishedAt, List<Finalist> fullTraining) {

  public NightOutcome {
    fullTraining = List.copyOf(fullTraining);
  }
}
