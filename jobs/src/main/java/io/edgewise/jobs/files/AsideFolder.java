package io.edgewise.jobs.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is written beside its place NAME, as {@code .NAME.UUID.part}. Meanwhile its writer
 * holds a lock on {@code .NAME.UUID.lock}, which the system takes from a process that ends, however
 * it does. So a lock that can be had is of a writer that was killed, and what lies there of that
 * one is nobody's any more: who next writes to NAME removes it.
 *
 * <p>A lock file is there before its folder and after it, and no UUID comes twice. Where there are
 * no locks, or an earlier version wrote, what was left stays.
 */
final class AsideFolder implements AutoCloseable {

  private static final String LOCK = ".lock";

  private static final Pattern UUID_OF_LOCK =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\.lock");

  /** A process that opens and closes a file that it has locked loses that lock, by POSIX. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path lock;
  private final @Nullable FileChannel held;

  private AsideFolder(Path path, Path lock, @Nullable FileChannel held) {
    this.path = path;
    this.lock = lock;
    this.held = held;
  }

  /**
   * Makes a folder beside its place, once what killed writers to that place left is removed.
   *
   * @param place absolute, in a folder that is there
   * @throws IOException if it cannot be made
   */
  static AsideFolder of(Path place) throws IOException {
    discardLeftovers(place);
    while (true) {
      Path lock = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + LOCK);
      OWN.add(lock);
      AsideFolder folder = new AsideFolder(partOf(lock), lock, open(lock));
      if (folder.held == null || folder.isLocked()) {
        return folder.made();
      }
      folder.release(); // Somebody who removes leftovers was faster.
    }
  }

  private AsideFolder made() throws IOException {
    try {
      Files.createDirectory(path);
      return this;
    } catch (IOException e) {
      release();
      throw e;
    }
  }

  private static @Nullable FileChannel open(Path lock) {
    try {
      return FileChannel.open(lock, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    } catch (IOException | UnsupportedOperationException e) {
      return null; // The folder cannot be made either, or is left where it lies.
    }
  }

  /** A file system without locks gets no file of one either, so that nobody has it. */
  private boolean isLocked() throws IOException {
    try {
      return Objects.requireNonNull(held).tryLock() != null;
    } catch (IOException e) {
      Files.deleteIfExists(lock);
      return true;
    }
  }

  /** The folder, as long as it was not moved to its place. */
  Path path() {
    return path;
  }

  /** Removes what was written, unless it was moved to its place, and lets go of the lock. */
  @Override
  public void close() throws IOException {
    try {
      remove(path);
    } finally {
      release();
    }
  }

  private void release() {
    try (FileChannel channel = held) {
      if (channel != null) {
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      // The next writer removes it.
    } finally {
      OWN.remove(lock);
    }
  }

  private static Path partOf(Path lock) {
    String name = Objects.requireNonNull(lock.getFileName()).toString();
    return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()) + ".part");
  }

  /** A leftover that cannot be removed does not keep anybody from writing. */
  private static synchronized void discardLeftovers(Path place) {
    String prefix = "." + place.getFileName() + ".";
    Path folder = Objects.requireNonNull(place.getParent());
    try (DirectoryStream<Path> locks =
        Files.newDirectoryStream(folder, file -> isLock(file, prefix))) {
      for (Path lock : locks) {
        discard(lock);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It lies there as before.
    }
  }

  private static boolean isLock(Path file, String prefix) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    return name.startsWith(prefix)
        && UUID_OF_LOCK.matcher(name.substring(prefix.length())).matches()
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !OWN.contains(file);
  }

  private static void discard(Path lock) throws IOException {
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock nobodys = channel.tryLock()) {
      if (nobodys != null) {
        remove(partOf(lock));
        Files.deleteIfExists(lock);
      }
    }
  }

  /** Removes a folder with all in it; of links in it, the links. */
  private static void remove(Path part) throws IOException {
    if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(part)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
