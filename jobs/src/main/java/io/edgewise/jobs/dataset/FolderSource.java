package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.dataset.PictureCollector;
import io.edgewise.sim.naming.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/**
 * Pictures in one folder a class, named like it. Test pictures lie in the same way in a folder
 * {@code test}; the training pictures may lie in a folder {@code train}. Only the pictures that are
 * chosen are opened.
 */
final class FolderSource implements DatasetSource {

  private static final String PICTURE = "(?i).*\\.(png|jpg|jpeg)";

  private final Pictures trainingPictures;
  private final Optional<Pictures> testPictures;

  /**
   * Lists the folders.
   *
   * @throws DatasetException if there are fewer than two classes, a class without pictures, a file
   *     that is none, or a test class without training pictures
   */
  FolderSource(DatasetFolder folder, ByteLimit limit) throws IOException {
    Optional<FileStatus> test = subfolder(folder, "test");
    Optional<FileStatus> train = subfolder(folder, "train");
    String prefix = train.isPresent() ? "train/" : "";
    DatasetFolder root = train.map(folder::inside).orElse(folder);
    List<FileStatus> classFolders =
        root.list().stream()
            .filter(f -> f.isDirectory() && !(train.isEmpty() && name(f).equals("test")))
            .toList();
    List<String> classes = classFolders.stream().map(FolderSource::name).toList();
    if (classes.size() < 2) {
      throw new DatasetException(
          "has "
              + classes.size()
              + " class folders"
              + (train.isPresent() ? " in train" : "")
              + " ("
              + String.join(", ", classes)
              + "); allowed is a folder of PNG or JPEG pictures for each of at least 2 classes");
    }
    trainingPictures = new Pictures(root, prefix, classes, classFolders, limit);
    testPictures =
        test.isEmpty()
            ? Optional.empty()
            : Optional.of(testPictures(folder.inside(test.get()), classes, limit));
  }

  @Override
  public Labelled training() {
    return trainingPictures;
  }

  @Override
  public Optional<Labelled> test() {
    return testPictures.map(p -> p);
  }

  private static Pictures testPictures(DatasetFolder root, List<String> classes, ByteLimit limit)
      throws IOException {
    List<FileStatus> folders = root.list().stream().filter(FileStatus::isDirectory).toList();
    for (FileStatus folder : folders) {
      if (!classes.contains(name(folder))) {
        throw new DatasetException(
            "test/"
                + name(folder)
                + ": no class of the training pictures is named so"
                + DidYouMean.closest(name(folder), classes)
                    .map(c -> "; did you mean " + c + "?")
                    .orElse(""));
      }
    }
    return new Pictures(root, "test/", classes, folders, limit);
  }

  private static Optional<FileStatus> subfolder(DatasetFolder folder, String name)
      throws IOException {
    return folder.list().stream().filter(f -> f.isDirectory() && name(f).equals(name)).findFirst();
  }

  private static String name(FileStatus file) {
    return file.getPath().getName();
  }

  /** The pictures of one part, listed. */
  private static final class Pictures implements Labelled {

    private final DatasetFolder root;
    private final int classes;
    private final ByteLimit limit;
    private final List<String> names = new ArrayList<>();
    private final List<FileStatus> files = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    Pictures(
        DatasetFolder root,
        String prefix,
        List<String> classes,
        List<FileStatus> folders,
        ByteLimit limit)
        throws IOException {
      this.root = root;
      this.classes = classes.size();
      this.limit = limit;
      for (FileStatus folder : folders) {
        list(folder, prefix + name(folder), classes.indexOf(name(folder)));
      }
    }

    private void list(FileStatus folder, String shown, int label) throws IOException {
      int before = files.size();
      for (FileStatus file : root.inside(folder).list()) {
        if (!file.isFile() || !name(file).matches(PICTURE)) {
          throw new DatasetException(
              shown + "/" + name(file) + ": is no picture; allowed are .png, .jpg and .jpeg files");
        }
        names.add(shown + "/" + name(file));
        files.add(file);
        labels.add(label);
      }
      if (files.size() == before) {
        throw new DatasetException(
            shown + ": is a class without pictures; allowed is at least one .png, .jpg or .jpeg");
      }
    }

    @Override
    public int classes() {
      return classes;
    }

    @Override
    public int[] labels() {
      return labels.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public ImageSet read(int[] chosen) throws IOException {
      PictureCollector collector = new PictureCollector(classes, chosen.length, limit);
      for (int i : chosen) {
        try (InputStream in = root.read(files.get(i))) {
          collector.add(names.get(i), in, labels.get(i));
        }
      }
      return collector.finish();
    }
  }
}
