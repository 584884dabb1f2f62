package io.edgewise.sim.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The reason why a file cannot be read is told in words; an exception's own are often its path. */
public final class Unreadable {

  static final String NO_SUCH_FILE = "there is no such file";

  private Unreadable() {}

  /** The reason, to be put behind the name of the file. */
  public static String reason(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return NO_SUCH_FILE + in(file);
    }
    if (e instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    if (e instanceof CharacterCodingException) {
      return "is not UTF-8; allowed is text in UTF-8";
    }
    return Files.isDirectory(file)
        ? "is a folder; allowed is a file"
        : "cannot be read: " + e.getMessage();
  }

  /** The place looked in: a relative name is looked for where the command runs. */
  private static String in(Path file) {
    @Nullable Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null ? "" : " in " + folder;
  }
}
