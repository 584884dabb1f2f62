package io.edgewise.jobs.training;

import io.edgewise.jobs.config.TrainSettings.Teacher;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.dl4j.FullNetwork;
import io.edgewise.search.quantization.FoldedFilters;
import io.edgewise.search.training.Objective.Distillation;
import io.edgewise.search.weights.NamedArray;
import io.edgewise.search.weights.WeightFile;
import io.edgewise.search.weights.WeightsException;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The folder that an earlier full training filled, whose network is now the teacher of another. */
final class TeacherFolder {

  private static final String KEY = "train.teacher";

  private final Path folder;

  private TeacherFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a teacher.
   *
   * @param student that it is to teach
   * @param labels of the data set, in order
   * @throws SettingsException if the folder is no trained network, or one of other classes or of
   *     another input
   */
  static Distillation read(Teacher teacher, BlockNetwork student, List<String> labels) {
    TeacherFolder folder = new TeacherFolder(teacher.folder());
    folder.requireSameLabels(labels);
    NetworkFile file = NetworkFile.read(folder.file(TrainingFolder.ARCHITECTURE));
    DeployView input =
        new DeployView(student.resolution(), student.inputChannels(), student.classes());
    BlockNetwork network =
        file.finding().map(Finding::deployed).orElse(input).network(file.architecture());
    folder.requireSameInput(network, student);
    return new Distillation(
        network, folder.weights(network), teacher.temperature(), teacher.weight());
  }

  /**
   * Refuses a folder that is no trained network, as far as that is known before there is a student.
   *
   * @throws SettingsException if it is none
   */
  static void require(Teacher teacher) {
    TeacherFolder folder = new TeacherFolder(teacher.folder());
    var unused = folder.lines(TrainingFolder.LABELS);
    NetworkFile.read(folder.file(TrainingFolder.ARCHITECTURE));
  }

  private void requireSameLabels(List<String> labels) {
    List<String> own = lines(TrainingFolder.LABELS);
    if (own.size() != labels.size()) {
      throw refused("knows %d classes; the data set has %d", own.size(), labels.size());
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!own.get(i).equals(labels.get(i))) {
        throw refused("calls class %d %s; in the data set it is %s", i, own.get(i), labels.get(i));
      }
    }
  }

  private void requireSameInput(BlockNetwork own, BlockNetwork student) {
    if (own.classes() != student.classes()) {
      throw refused("knows %d classes; the data set has %d", own.classes(), student.classes());
    }
    if (own.resolution() != student.resolution()
        || own.inputChannels() != student.inputChannels()) {
      throw refused(
          "takes images of %s; the network that it is to teach takes %s",
          input(own), input(student));
    }
  }

  private static String input(BlockNetwork network) {
    return network.resolution() + "x" + network.resolution() + "x" + network.inputChannels();
  }

  private float[] weights(BlockNetwork network) {
    Path file = file(TrainingFolder.WEIGHTS);
    try (FullNetwork trained = new FullNetwork(network, 1)) {
      Map<String, NamedArray> named = WeightFile.read(file);
      List<String> problems = FoldedFilters.problems(network, named);
      if (!problems.isEmpty()) {
        throw refused("its %s is of another network: %s", file.getFileName(), problems.get(0));
      }
      return trained.weights(named);
    } catch (WeightsException e) {
      throw new SettingsException(KEY, List.of(String.valueOf(e.getMessage())));
    }
  }

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(file(name));
    } catch (IOException e) {
      throw refused("has no readable %s (%s)", name, Unreadable.reason(file(name), e));
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private SettingsException refused(String why, Object... values) {
    return new SettingsException(
        KEY,
        List.of(
            folder
                + " "
                + String.format(Locale.ROOT, why, values)
                + "; allowed is a folder that edgewise train filled on the same classes, at the"
                + " same train.resolution"));
  }
}
