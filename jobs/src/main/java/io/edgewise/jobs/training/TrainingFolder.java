package io.edgewise.jobs.training;

import io.edgewise.jobs.files.LocalDisk;
import io.edgewise.jobs.files.WholeFile;
import io.edgewise.search.training.Checkpoint;
import io.edgewise.search.training.CheckpointException;
import io.edgewise.search.training.CheckpointFormat;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The folder on this machine that a training fills: its checkpoint while it goes on, and what it
 * came to. Each file is replaced whole.
 */
final class TrainingFolder {

  static final String CHECKPOINT = "checkpoint.bin";
  static final String ARCHITECTURE = "architecture.json";
  static final String LABELS = "labels.txt";
  static final String WEIGHTS = "model.safetensors";

  private final Path folder;

  private TrainingFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Looks whether a training can begin or go on here, before the work, and makes the folder. Files
   * that a killed training was just writing are deleted.
   *
   * @throws SettingsException if something else is in it, or it cannot be made
   */
  static TrainingFolder at(Path folder) {
    try {
      LocalDisk.makeFolder(folder.toAbsolutePath());
      WholeFile.discardUnfinished(folder);
      if (!Files.exists(folder.resolve(CHECKPOINT)) && !isEmpty(folder)) {
        throw refused(
            folder,
            "holds files and no "
                + CHECKPOINT
                + "; allowed is a new or an empty folder, or one in which this training began");
      }
      return new TrainingFolder(folder);
    } catch (IOException e) {
      throw refused(folder, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /**
   * Reads the checkpoint.
   *
   * @param identity what is to be trained
   * @return empty if there is none
   * @throws SettingsException if it is damaged, or of another training
   */
  Optional<Checkpoint> checkpoint(SortedMap<String, String> identity) {
    Path file = folder.resolve(CHECKPOINT);
    try {
      return Optional.of(CheckpointFormat.read(Files.readAllBytes(file), identity));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw refused(file, Unreadable.reason(file, e));
    } catch (CheckpointException e) {
      throw refused(
          file,
          e.getMessage()
              + "; give another --out to train anew, or the settings it was written with");
    }
  }

  /** Replaces or creates the file of a checkpoint. */
  void write(String name, Checkpoint checkpoint, SortedMap<String, String> identity) {
    write(name, CheckpointFormat.write(checkpoint, identity));
  }

  /** Replaces or creates a file. */
  void write(String name, byte[] content) {
    file(name).replace(content);
  }

  /** The same for a text, in UTF-8. */
  void write(String name, String content) {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A file in it. */
  WholeFile file(String name) {
    return new WholeFile(
        new Configuration(), new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()));
  }

  private static SettingsException refused(Path file, String why) {
    return new SettingsException(file.toString(), List.of(why));
  }
}
