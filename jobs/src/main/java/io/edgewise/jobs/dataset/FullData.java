package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.Images;
import io.edgewise.sim.settings.Settings;
import java.util.Locale;

/**
 * The images that a network is trained on to its end, and those that tell which epoch is best: of
 * one size.
 */
public sealed interface FullData {

  /** Returns what is trained on. */
  Images training();

  /** Returns what tells which epoch is best. */
  Images validation();

  /**
   * Returns the same as squares of another size.
   *
   * @param side height and width, pixels
   * @throws DatasetException if they would have to be held in memory and would not fit
   */
  FullData at(int side);

  /**
   * Images in memory.
   *
   * @param settings that say what may be held
   */
  record Held(DataSplit split, DatasetSettings settings) implements FullData {
    @Override
    public Images training() {
      return split.training();
    }

    @Override
    public Images validation() {
      return split.validation();
    }

    @Override
    public FullData at(int side) {
      String what =
          String.format(
              Locale.ROOT,
              "%d training images of %dx%d (train.resolution, dataset.examples), which a data set"
                  + " of kind %s holds in memory,",
              training().size(),
              side,
              side,
              Settings.label(settings.kind()));
      int unused =
          settings
              .limit()
              .check(what, (long) training().size() * side * side * training().channels());
      return new Held(split.atResolution(side), settings);
    }
  }

  /** Images that are read when they are asked for. */
  record Streamed(StreamedImages training, StreamedImages validation) implements FullData {
    @Override
    public FullData at(int side) {
      return new Streamed(training.at(side), validation.at(side));
    }
  }
}
