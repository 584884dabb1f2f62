package io.edgewise.jobs.dataset;

import static io.edgewise.jobs.dataset.DatasetFolder.name;

import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.Frame;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.dataset.PictureCollector;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;

/** The pictures of one part of a data set, one folder a class, listed. */
final class PictureFolder implements DatasetSource.Labelled {

  static final int CHANNELS = PictureCollector.CHANNELS;

  private static final String PICTURE = "(?i).*\\.(png|jpg|jpeg|jfif)";

  /** Wrong pictures after which the rest is not looked at. */
  private static final int MOST_WRONG = 5;

  private record Entry(DatasetFolder folder, FileStatus file, int label) {}

  private final int classes;
  private final ByteLimit limit;
  private final Frame frame;
  private final List<Entry> pictures = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /**
   * Lists the folders.
   *
   * @param classFolders in {@code root}, each named as one of the classes
   * @throws DatasetException if a class has no pictures
   */
  PictureFolder(
      DatasetFolder root,
      List<FileStatus> classFolders,
      List<String> classes,
      ByteLimit limit,
      Frame frame)
      throws IOException {
    this.classes = classes.size();
    this.limit = limit;
    this.frame = frame;
    for (FileStatus folder : classFolders) {
      int before = pictures.size();
      list(root.inside(folder), classes.indexOf(name(folder)));
      if (pictures.size() == before) {
        throw new DatasetException(
            root.shown(folder).replaceFirst("/$", "")
                + ": is a class without pictures; allowed is at least one .png, .jpg or .jpeg");
      }
    }
  }

  private void list(DatasetFolder folder, int label) throws IOException {
    for (FileStatus file : folder.list()) {
      if (file.isFile() && name(file).matches(PICTURE) && !FolderLayout.isHidden(file)) {
        pictures.add(new Entry(folder, file, label));
      } else {
        leftOut.add(folder.shown(file));
      }
    }
  }

  /** Returns what lies in the class folders and is no picture. */
  List<String> leftOut() {
    return leftOut;
  }

  /** The pictures, in the order of their listing. */
  Stream<DatasetDigest.DataFile> files() {
    return pictures.stream().map(p -> new DatasetDigest.DataFile(p.folder, p.file));
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int[] labels() {
    return pictures.stream().mapToInt(Entry::label).toArray();
  }

  @Override
  public ImageSet read(int[] chosen) {
    return read(chosen, new PictureCollector(classes, chosen.length, limit, frame));
  }

  @Override
  public ImageSet readAs(ImageSet images, int[] chosen) {
    Frame same = new Frame(images.height(), images.width(), frame.fit());
    return read(chosen, PictureCollector.framing(classes, chosen.length, limit, same));
  }

  /**
   * Reads one picture into a frame.
   *
   * @return unsigned bytes, HWC
   * @throws DatasetException if it is damaged, or no longer there
   */
  byte[] pixels(int picture, Frame size) {
    ImageSet one = read(new int[] {picture}, PictureCollector.framing(classes, 1, limit, size));
    return one.pixels();
  }

  private ImageSet read(int[] chosen, PictureCollector collector) {
    List<DatasetException> wrong = new ArrayList<>();
    for (int i : chosen) {
      try {
        add(pictures.get(i), collector);
      } catch (DatasetException e) {
        wrong.add(e);
        if (wrong.size() == MOST_WRONG) {
          break;
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new DatasetException(
          wrong.stream()
              .map(Throwable::getMessage)
              .distinct()
              .collect(Collectors.joining("; and ")),
          wrong.get(0));
    }
    return collector.finish();
  }

  private static void add(Entry picture, PictureCollector collector) {
    String name = picture.folder.shown(picture.file);
    try (InputStream in = picture.folder.read(picture.file)) {
      collector.add(name, in, picture.label);
    } catch (IOException e) {
      throw new DatasetException(name + ": cannot be read: " + e, e);
    }
  }
}
