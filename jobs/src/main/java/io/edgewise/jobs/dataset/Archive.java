package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folders and files of a {@code .zip}, {@code .tar} or {@code .tar.gz}, as data sets are
 * downloaded. Nothing is unpacked under the names that stand in it: files are read by choice out of
 * the archive itself, whose index takes memory in proportion to its length.
 */
final class Archive implements FileTree {

  private static final List<String> SUFFIXES = List.of(".zip", ".tar", ".tar.gz", ".tgz");

  /** Kinds of entry of a {@code .tar} that are files with bytes of their own. */
  private static final Set<Byte> PLAIN =
      Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG);

  /** A way to a file's bytes. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  private static final Path ROOT = new Path("/");

  private final Map<Path, Opener> openers = new HashMap<>();
  private final Map<Path, List<FileStatus>> folders = new LinkedHashMap<>();

  private Archive() {
    folders.put(ROOT, new ArrayList<>());
  }

  static boolean isNamed(String file) {
    return SUFFIXES.stream().anyMatch(file.toLowerCase(Locale.ROOT)::endsWith);
  }

  /** Returns the suffixes of archives, for messages. */
  static String allowed() {
    return String.join(", ", SUFFIXES.subList(0, 3)) + " or " + SUFFIXES.get(3);
  }

  /**
   * Reads the index of an archive.
   *
   * @throws DatasetException if it is damaged, or holds a link, a name twice or one that leads out
   *     of it
   */
  static Archive open(FileSystem files, FileStatus file) {
    Archive archive = new Archive();
    try {
      SeekableByteChannel bytes = ArchiveBytes.of(files, file);
      if (file.getPath().getName().toLowerCase(Locale.ROOT).endsWith(".zip")) {
        archive.addAll(new ZipFile(bytes));
      } else {
        archive.addAll(new TarFile(bytes), bytes.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new DatasetException("is no archive that can be read: " + e.getMessage(), e);
    }
    if (archive.openers.isEmpty()) {
      throw new DatasetException("is an archive without a file, or only the beginning of one");
    }
    return archive;
  }

  private void addAll(ZipFile zip) {
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      if (entry.isUnixSymlink()) {
        throw link(entry.getName());
      }
      add(entry.getName(), entry.isDirectory(), entry.getSize(), () -> zip.getInputStream(entry));
    }
  }

  private void addAll(TarFile tar, long length) throws IOException {
    for (TarArchiveEntry entry : tar.getEntries()) {
      if (!entry.isDirectory() && !PLAIN.contains(entry.getLinkFlag())) {
        throw link(entry.getName());
      }
      if (entry.getSize() > length - entry.getDataOffset()) {
        throw new IOException("it ends within " + entry.getName());
      }
      add(entry.getName(), entry.isDirectory(), entry.getSize(), () -> tar.getInputStream(entry));
    }
  }

  private static DatasetException link(String name) {
    return new DatasetException(
        name
            + ": is a link or a device; allowed in an archive are folders and files, so unpack it");
  }

  private void add(String name, boolean isFolder, long bytes, Opener opener) {
    List<String> steps =
        Arrays.stream(name.split("/"))
            .filter(step -> !step.isEmpty() && !step.equals("."))
            .toList();
    if (name.startsWith("/") || name.indexOf('\0') >= 0 || steps.contains("..")) {
      throw new DatasetException(name + ": leads out of the archive; allowed are names within it");
    }
    if (steps.isEmpty()) {
      return;
    }
    Path parent = ROOT;
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent = folder(parent, step);
    }
    String last = steps.get(steps.size() - 1);
    if (isFolder) {
      folder(parent, last);
    } else {
      file(parent, last, bytes, opener);
    }
  }

  private Path folder(Path parent, String name) {
    Path folder = child(parent, name);
    if (!folders.containsKey(folder)) {
      requireNew(folder, openers.keySet());
      folders.put(folder, new ArrayList<>());
      siblings(parent).add(new FileStatus(0, true, 1, 1, 0, folder));
    }
    return folder;
  }

  private void file(Path parent, String name, long bytes, Opener opener) {
    Path file = child(parent, name);
    requireNew(file, openers.keySet());
    requireNew(file, folders.keySet());
    openers.put(file, opener);
    siblings(parent).add(new FileStatus(bytes, false, 1, 1, 0, file));
  }

  private static Path child(Path parent, String name) {
    return new Path(parent.isRoot() ? "/" + name : parent + "/" + name);
  }

  private static void requireNew(Path path, Set<Path> there) {
    if (there.contains(path)) {
      throw new DatasetException(
          path.toString().substring(1) + ": is twice in the archive; allowed is once");
    }
  }

  private List<FileStatus> siblings(Path parent) {
    return folders.getOrDefault(parent, List.of());
  }

  /**
   * Returns the folder that a data set in this archive lies in: the innermost that has all else in
   * it, as archives mostly hold one folder of their own name.
   */
  Path root() {
    Path root = ROOT;
    while (true) {
      List<FileStatus> entries =
          siblings(root).stream()
              .filter(e -> !FolderLayout.isHidden(e) && !FolderLayout.isForeign(e))
              .toList();
      if (entries.size() != 1 || entries.get(0).isFile()) {
        return root;
      }
      root = entries.get(0).getPath();
    }
  }

  @Override
  public FileStatus[] list(Path folder) {
    return siblings(folder).toArray(FileStatus[]::new);
  }

  @Override
  public InputStream open(Path file) throws IOException {
    Opener opener = openers.get(file);
    if (opener == null) {
      throw new FileNotFoundException(file.toString());
    }
    return opener.open();
  }

  @Override
  public Optional<File> local(Path what) {
    return Optional.empty();
  }
}
