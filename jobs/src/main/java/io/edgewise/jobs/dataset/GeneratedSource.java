package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.GeneratedShapes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The generated data set: as many images as are wanted. */
record GeneratedSource(DatasetSettings settings) implements DatasetSource {

  private static final long IMAGE_BYTES =
      (long) GeneratedShapes.RESOLUTION * GeneratedShapes.RESOLUTION * GeneratedShapes.CHANNELS;

  GeneratedSource {
    requireFits(settings.limit(), "examples", settings.examples());
    requireFits(settings.limit(), "test-examples", settings.testExamples());
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

  @Override
  public List<DatasetDigest.DataFile> files() {
    return List.of();
  }

  @Override
  public Inventory inventory() {
    return new Inventory(List.of(), List.of(), List.of());
  }

  private static void requireFits(ByteLimit limit, String key, int images) {
    limit.check(
        String.format(Locale.ROOT, "dataset.%s = %d: so many generated images", key, images),
        images * IMAGE_BYTES);
  }
}
