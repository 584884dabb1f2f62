package io.edgewise.jobs.training;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.console.StoppedException;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.status.TrainingStatus;
import io.edgewise.search.training.DivergedException;
import java.nio.file.Path;
import java.time.Clock;

/** A full training as a command: look at everything, train, leave the files, tell how it ended. */
public final class TrainJob {

  /** The search file that a finished training leaves: with it, its folder needs nothing else. */
  public static final String SETTINGS = "search.conf";

  private final SearchConfig config;
  private final NetworkFile file;
  private final Path out;
  private final Console console;

  /**
   * @param file the network that is trained
   * @param out a new or empty folder, or one in which this training began
   */
  public TrainJob(SearchConfig config, NetworkFile file, Path out, Console console) {
    this.config = config;
    this.file = file;
    this.out = out;
    this.console = console;
  }

  /**
   * Refuses settings that no training could be done by, before there is a network.
   *
   * @throws io.edgewise.sim.settings.SettingsException if there is no such teacher
   */
  public static void require(SearchConfig config) {
    config.train().teacher().ifPresent(TeacherFolder::require);
  }

  /**
   * Runs to the end.
   *
   * @return the exit code
   */
  public int run() {
    TrainingFolder folder = TrainingFolder.at(out);
    Preparation preparation = Preparation.of(config, file, console);
    TrainedFile trained = TrainedFile.of(file, preparation, config.descriptions().accelerator());
    TrainingStatus status =
        new TrainingStatus(
            folder.file("status.json"),
            file.architecture().id().hex(),
            preparation.task().plan(),
            Clock.systemUTC(),
            console::note);
    TrainingRun run =
        new TrainingRun(preparation, trained, config.train(), folder, status, console);
    try {
      run.run();
      folder.write(SETTINGS, config.settings().textForAnywhere());
      console.line("written to %s", out);
      return ExitCode.OK;
    } catch (DivergedException e) {
      status.brokeOff(e);
      console.note(
          "edgewise: train: %s; lower train.learning-rate = %s",
          String.valueOf(e.getMessage()), config.train().recipe().learningRate());
      return ExitCode.FAILED;
    } catch (Throwable e) { // Scala throws checked exceptions that it does not declare.
      if (Interruption.isUnderway()) {
        Thread.interrupted(); // An interrupted thread could not write what is left to be written.
        status.interrupted();
        throw new StoppedException(
            "training stopped; run the same command to go on after its last round", e);
      }
      status.brokeOff(e);
      throw e;
    }
  }
}
