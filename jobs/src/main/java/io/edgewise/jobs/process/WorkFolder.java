package io.edgewise.jobs.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A work folder is where one command runs; it is removed with all that is in it. */
public final class WorkFolder implements AutoCloseable {

  private final Path path;

  private WorkFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes an empty folder under {@code java.io.tmpdir}.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  public static WorkFolder create() {
    try {
      return new WorkFolder(Files.createTempDirectory(Guard.ofJvm().folder(), ""));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder can be made for a command", e);
    }
  }

  public Path path() {
    return path;
  }

  /** Links are removed and not followed; what cannot be removed is left to the guard. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(path, new Removal());
    } catch (IOException e) {
      // A folder too many in the temporary folder is no reason to lose a result.
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
