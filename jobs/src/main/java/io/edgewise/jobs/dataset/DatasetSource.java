package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.ImageSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A data set whose files have been found, but not yet read. Messages name files relative to its
 * folder.
 */
interface DatasetSource {

  /** Returns what a search trains on, and validates on if there is nothing else for that. */
  Labelled training() throws IOException;

  /**
   * Returns what a search validates on; empty if that is to be held out from the training images.
   */
  default Optional<Labelled> validation() throws IOException {
    return Optional.empty();
  }

  /** Returns what a search never sees; empty if there are no test files. */
  Optional<Labelled> test() throws IOException;

  /** Returns what was found beside the training images. */
  Inventory inventory();

  /** The files that training and validation images come from, in the order of their listing. */
  List<DatasetDigest.DataFile> files();

  /** Images whose labels are known, and that can be read by choice. */
  interface Labelled {

    int classes();

    /** One an image. */
    int[] labels();

    /**
     * Reads some images, in the given order.
     *
     * @throws io.edgewise.search.dataset.DatasetException if a file is damaged or does not fit
     */
    ImageSet read(int[] chosen) throws IOException;

    /** Reads some images at the size that others have, if their size can be chosen. */
    default ImageSet readAs(ImageSet others, int[] chosen) throws IOException {
      return read(chosen);
    }
  }

  /** Images that had to be read to know their labels. */
  record InMemory(ImageSet images) implements Labelled {
    @Override
    public int classes() {
      return images.classes();
    }

    @Override
    public int[] labels() {
      return images.labels();
    }

    @Override
    public ImageSet read(int[] chosen) {
      return images.select(chosen);
    }
  }
}
