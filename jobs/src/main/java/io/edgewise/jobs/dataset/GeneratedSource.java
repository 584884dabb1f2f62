package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.GeneratedShapes;
import java.util.Optional;

/** The generated data set: as many images as are wanted. */
record GeneratedSource(DatasetSettings settings) implements DatasetSource {

  private static final long IMAGE_BYTES =
      (long) GeneratedShapes.RESOLUTION * GeneratedShapes.RESOLUTION * GeneratedShapes.CHANNELS;

  GeneratedSource {
    requireFits("examples", settings.examples(), settings.maxBytes());
    requireFits("test-examples", settings.testExamples(), settings.maxBytes());
  }

  @Override
  public Labelled training() {
    return new InMemory(new GeneratedShapes(settings.seed()).training(settings.examples()));
  }

  @Override
  public Optional<Labelled> test() {
    return Optional.of(
        new InMemory(new GeneratedShapes(settings.seed()).test(settings.testExamples())));
  }

  private static void requireFits(String key, int images, long maxBytes) {
    if (images * IMAGE_BYTES > maxBytes) {
      throw new DatasetException(
          String.format(
              "dataset.%s = %d: so many generated images take %d bytes; allowed by"
                  + " dataset.max-bytes = %d is at most %d images",
              key, images, images * IMAGE_BYTES, maxBytes, maxBytes / IMAGE_BYTES));
    }
  }
}
