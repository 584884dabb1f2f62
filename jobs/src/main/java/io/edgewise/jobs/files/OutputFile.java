package io.edgewise.jobs.files;

import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A file on this machine that a command was asked to write. It is looked at before the work, so
 * that no work is lost, and replaced whole after it: it holds the new content, or what it held
 * before.
 */
public final class OutputFile {

  private final Path file;

  private OutputFile(Path file) {
    this.file = file;
  }

  /**
   * Looks whether a file can be written; changes nothing.
   *
   * @param inputs what the same command reads, which is never overwritten
   * @throws SettingsException if it cannot, or is one of the inputs
   */
  public static OutputFile at(Path file, List<Path> inputs) {
    try {
      for (Path input : inputs) {
        if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
          throw refused(file, "is read by the same command; allowed is another file");
        }
      }
      OutputFile output = new OutputFile(Files.exists(file) ? file.toRealPath() : file);
      output.requireWritable();
      return output;
    } catch (AccessDeniedException e) {
      throw refused(file, "there is no permission to write it");
    } catch (FileSystemException e) {
      throw refused(file, "cannot be written: " + reason(e));
    } catch (IOException e) {
      throw refused(file, "cannot be written: " + e.getMessage());
    }
  }

  private void requireWritable() throws IOException {
    if (Files.isDirectory(file)) {
      throw refused(file, "is a folder; allowed is a file");
    }
    if (!Files.isDirectory(folder())) {
      throw refused(file, "there is no folder " + folder() + " to write it in");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    if (!isDevice()) {
      probe(Files.exists(file) ? aside() : file);
    }
  }

  private static void probe(Path none) throws IOException {
    try {
      Files.delete(Files.createFile(none));
    } catch (FileAlreadyExistsException e) {
      throw e; // Somebody else's, made a moment ago.
    } catch (IOException e) {
      Files.deleteIfExists(none);
      throw e;
    }
  }

  /**
   * Replaces or creates the file.
   *
   * @throws UncheckedIOException if that fails; what was there is then untouched
   */
  public void write(byte[] content) {
    try {
      if (isDevice()) {
        Files.write(file, content);
      } else {
        replace(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The same for a text, in UTF-8. */
  public void write(String content) {
    write(content.getBytes(StandardCharsets.UTF_8));
  }

  private void replace(byte[] content) throws IOException {
    Path aside = aside();
    try {
      Files.write(aside, content, StandardOpenOption.CREATE_NEW);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
  }

  /** A pipe or a terminal, such as /dev/stdout: there is nothing to replace. */
  private boolean isDevice() {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private Path aside() {
    return folder().resolve("." + UUID.randomUUID() + ".part");
  }

  private Path folder() {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is a folder");
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private static SettingsException refused(Path file, String why) {
    return new SettingsException(file.toString(), List.of(why));
  }
}
