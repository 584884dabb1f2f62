package io.edgewise.jobs.status;

import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.files.WholeFile;
import io.edgewise.jobs.status.SearchState.Phase;
import io.edgewise.search.training.Checkpoint;
import io.edgewise.search.training.TrainingPlan;
import io.edgewise.sim.settings.Secrets;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the status file of a full training up to date, with every round. A status that cannot be
 * written stops nothing.
 */
public final class TrainingStatus {

  private final WholeFile file;
  private final String architecture;
  private final TrainingPlan plan;
  private final Clock clock;
  private final Consumer<String> complain;
  private final Instant startedAt;
  private Optional<Checkpoint> last = Optional.empty();

  /**
   * @param complain is told when the status cannot be written
   */
  public TrainingStatus(
      WholeFile file,
      String architecture,
      TrainingPlan plan,
      Clock clock,
      Consumer<String> complain) {
    this.file = file;
    this.architecture = architecture;
    this.plan = plan;
    this.clock = clock;
    this.complain = complain;
    this.startedAt = clock.instant();
  }

  /** A round was saved. */
  public void reached(Checkpoint at) {
    last = Optional.of(at);
    write(Phase.RUNNING, "");
  }

  /** The training came to its last epoch, and its files are written. */
  public void finished(Checkpoint at) {
    last = Optional.of(at);
    write(Phase.FINISHED, "");
  }

  /** The process is told to end; the same command goes on. */
  public void interrupted() {
    write(Phase.STOPPED, "interrupted");
  }

  /** The training broke off. */
  public void brokeOff(Throwable cause) {
    write(Phase.FAILED, Secrets.hiddenIn(cause.toString()));
  }

  private void write(Phase phase, String message) {
    TrainingState state =
        TrainingState.of(architecture, phase, plan, last, startedAt, clock.instant(), message);
    try {
      file.replace(RecordJson.write(state));
    } catch (UncheckedIOException e) {
      complain.accept("the status is not written: " + e.getMessage());
    }
  }
}
