package io.edgewise.jobs.dataset;

import static io.edgewise.jobs.dataset.DatasetFolder.name;

import io.edgewise.search.dataset.DatasetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/**
 * A layout says which folder of a folder of pictures is what. The class folders lie right in it, or
 * in {@code train/} or {@code training/}; those of the validation pictures in {@code val/}, {@code
 * valid/} or {@code validation/}; those of the test pictures in {@code test/}; in capital letters
 * or small.
 *
 * @param classFolders class folders of the training pictures, in {@code training}
 * @param leftOut what is none of these, as messages show it
 */
record FolderLayout(
    DatasetFolder training,
    List<FileStatus> classFolders,
    Optional<DatasetFolder> validation,
    Optional<DatasetFolder> test,
    List<String> leftOut) {

  private static final Set<String> TRAINING = Set.of("train", "training");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");
  private static final Set<String> TEST = Set.of("test");

  /** Folders that archivers and network drives lay beside the user's. */
  private static final Set<String> FOREIGN = Set.of("__MACOSX", "@eaDir");

  /**
   * Looks at the names of the folders.
   *
   * @throws DatasetException if there are two folders for one part, or validation pictures without
   *     class folders
   */
  static FolderLayout of(DatasetFolder folder) throws IOException {
    List<FileStatus> entries = folder.list();
    Optional<FileStatus> training = part(folder, entries, TRAINING, true);
    Optional<FileStatus> validation = part(folder, entries, VALIDATION, false);
    Optional<FileStatus> labelledTest = part(folder, entries, TEST, true);
    List<FileStatus> parts = new ArrayList<>();
    training.ifPresent(parts::add);
    validation.ifPresent(parts::add);
    labelledTest.ifPresent(parts::add);
    DatasetFolder root = training.map(folder::inside).orElse(folder);
    List<FileStatus> classFolders =
        (training.isPresent() ? root.list() : entries)
            .stream().filter(e -> isClass(e) && !parts.contains(e)).toList();
    List<FileStatus> used = new ArrayList<>(parts);
    used.addAll(classFolders);
    List<String> leftOut = new ArrayList<>(left(folder, entries, used));
    if (training.isPresent()) {
      leftOut.addAll(left(root, root.list(), used));
    }
    return new FolderLayout(
        root,
        classFolders,
        validation.map(folder::inside),
        labelledTest.map(folder::inside),
        List.copyOf(leftOut));
  }

  /** Returns where the class folders lie, for messages: empty if right in the folder. */
  String where() {
    String folder = training.shown();
    return folder.isEmpty() ? "" : " in " + folder.substring(0, folder.length() - 1);
  }

  /**
   * Returns whether an entry may hold the pictures of a class: test pictures without labels are
   * none.
   */
  static boolean isClass(FileStatus entry) {
    return isFolder(entry) && !isNamed(entry, TEST);
  }

  /** Returns whether an entry is a folder of the user's. */
  static boolean isFolder(FileStatus entry) {
    return entry.isDirectory() && !isHidden(entry) && !isForeign(entry);
  }

  /** Returns whether an entry is what systems leave in people's folders. */
  static boolean isForeign(FileStatus entry) {
    return FOREIGN.contains(name(entry));
  }

  static boolean isHidden(FileStatus entry) {
    return name(entry).startsWith(".");
  }

  private static List<String> left(
      DatasetFolder folder, List<FileStatus> entries, List<FileStatus> used) {
    return entries.stream().filter(e -> !used.contains(e)).map(folder::shown).toList();
  }

  /**
   * The folder of a part. One that holds no folders is not a part: a class may be called train.
   *
   * @param mayBeFlat whether one without class folders is passed over; else it is refused
   */
  private static Optional<FileStatus> part(
      DatasetFolder folder, List<FileStatus> entries, Set<String> names, boolean mayBeFlat)
      throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus entry : entries) {
      if (!isFolder(entry) || !isNamed(entry, names)) {
        continue;
      }
      if (folder.inside(entry).list().stream().anyMatch(FolderLayout::isFolder)) {
        found.add(entry);
      } else if (!mayBeFlat) {
        throw new DatasetException(
            folder.shown(entry)
                + ": has no class folders; allowed in a folder of this name is one folder of"
                + " pictures for each class");
      }
    }
    if (found.size() > 1) {
      throw new DatasetException(
          "there are "
              + folder.shown(found.get(0))
              + " and "
              + folder.shown(found.get(1))
              + "; allowed is one");
    }
    return found.stream().findFirst();
  }

  private static boolean isNamed(FileStatus entry, Set<String> names) {
    return names.contains(name(entry).toLowerCase(Locale.ROOT));
  }
}
