package io.edgewise.jobs.files;

import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder on this machine that a command was asked to make. Its files are written into one beside
 * it, which takes its place once all of them are whole; whatever goes wrong before leaves nothing,
 * and what a process left that was killed is removed by the next.
 */
public final class OutputFolder implements AutoCloseable {

  private final Path asked;
  private final Path folder;
  private final AsideFolder aside;

  private OutputFolder(Path asked, Path folder, AsideFolder aside) {
    this.asked = asked;
    this.folder = folder;
    this.aside = aside;
  }

  /**
   * Looks whether a folder can be made, before the work, and makes the one beside it.
   *
   * @throws SettingsException if it exists and is not empty, or cannot be made
   */
  public static OutputFolder at(Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    Path parent = Objects.requireNonNullElse(target.getParent(), target);
    if (Files.exists(target) && !isEmptyFolder(target)) {
      throw refused(folder, "exists and is not an empty folder; allowed is a new or an empty one");
    }
    if (!Files.isDirectory(parent)) {
      throw refused(folder, "there is no folder " + parent + " to make it in");
    }
    try {
      return new OutputFolder(folder, target, AsideFolder.of(target));
    } catch (IOException e) {
      throw refused(folder, "there is no permission to make it");
    }
  }

  /**
   * Removes a file that was written on the way.
   *
   * @throws UncheckedIOException if that fails
   */
  public void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file.
   *
   * @return where it lies until the folder is made
   * @throws UncheckedIOException if that fails
   */
  public Path write(String name, byte[] content) {
    Path file = file(name);
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The folder as it was asked for, which is there once it is complete. */
  public Path folder() {
    return asked;
  }

  /** The place where a file lies until the folder is made. */
  public Path file(String name) {
    return aside.path().resolve(name);
  }

  /**
   * Makes the folder with all that was written.
   *
   * @throws UncheckedIOException if that fails
   */
  public void complete() {
    try {
      Files.deleteIfExists(folder);
      Files.move(aside.path(), folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Removes what was written, unless the folder is made. */
  @Override
  public void close() {
    try {
      aside.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + aside.path() + ": " + e.getMessage(), e);
    }
  }

  private static boolean isEmptyFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false; // A file, or a folder that may not be read.
    }
  }

  private static SettingsException refused(Path folder, String why) {
    return new SettingsException(folder.toString(), List.of(why));
  }
}
