package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import io.edgewise.sim.naming.DidYouMean;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;

/**
 * Pictures in one folder a class, named like it; {@link FolderLayout} says where. Only the pictures
 * that are chosen are opened.
 */
final class FolderSource implements DatasetSource {

  private final DatasetSettings settings;
  private final FolderLayout layout;
  private final List<String> classes;
  private final List<String> strays = new ArrayList<>();
  private final PictureFolder training;
  private final Optional<PictureFolder> validation;
  private final Optional<PictureFolder> test;

  /**
   * Lists the folders.
   *
   * @throws DatasetException if there are fewer than two classes, a class without pictures, or a
   *     validation or test class without training pictures
   */
  FolderSource(DatasetFolder folder, DatasetSettings settings) throws IOException {
    this.settings = settings;
    this.layout = FolderLayout.of(folder);
    this.classes = layout.classFolders().stream().map(DatasetFolder::name).toList();
    if (classes.size() < 2) {
      throw new DatasetException(
          "has "
              + classes.size()
              + " class folders"
              + layout.where()
              + " ("
              + String.join(", ", classes)
              + "); allowed is a folder of PNG or JPEG pictures for each of at least 2 classes");
    }
    this.training = pictures(layout.training(), layout.classFolders());
    this.validation = part(layout.validation());
    this.test = part(layout.test());
  }

  @Override
  public Labelled training() {
    return training;
  }

  @Override
  public Optional<Labelled> validation() {
    return validation.map(p -> p);
  }

  @Override
  public Optional<Labelled> test() {
    return test.map(p -> p);
  }

  @Override
  public Inventory inventory() {
    List<String> leftOut = new ArrayList<>(layout.leftOut());
    leftOut.addAll(strays);
    leftOut.addAll(training.leftOut());
    validation.ifPresent(part -> leftOut.addAll(part.leftOut()));
    test.ifPresent(part -> leftOut.addAll(part.leftOut()));
    List<String> remarks = new ArrayList<>();
    validation.ifPresent(p -> remarks.add(count(p) + " for validation"));
    test.ifPresent(p -> remarks.add(count(p) + " for testing"));
    return new Inventory(classes, remarks, leftOut);
  }

  @Override
  public List<DatasetDigest.DataFile> files() {
    return Stream.concat(training.files(), validation.stream().flatMap(PictureFolder::files))
        .toList();
  }

  private static String count(PictureFolder part) {
    return DatasetContents.count(part.labels().length, "picture");
  }

  private Optional<PictureFolder> part(Optional<DatasetFolder> root) throws IOException {
    if (root.isEmpty()) {
      return Optional.empty();
    }
    List<FileStatus> folders = new ArrayList<>();
    for (FileStatus entry : root.get().list()) {
      if (FolderLayout.isFolder(entry)) {
        requireTrained(root.get(), entry);
        folders.add(entry);
      } else {
        strays.add(root.get().shown(entry));
      }
    }
    return Optional.of(pictures(root.get(), folders));
  }

  private void requireTrained(DatasetFolder root, FileStatus folder) {
    String name = DatasetFolder.name(folder);
    if (!classes.contains(name)) {
      throw new DatasetException(
          root.shown(folder).replaceFirst("/$", "")
              + ": no class of the training pictures is named so"
              + DidYouMean.hint(name, classes));
    }
  }

  private PictureFolder pictures(DatasetFolder root, List<FileStatus> folders) throws IOException {
    return new PictureFolder(root, folders, classes, settings.limit(), settings.frame());
  }
}
