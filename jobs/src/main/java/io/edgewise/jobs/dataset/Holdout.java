package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import java.util.Locale;

/** A holdout says how many images are taken, and how many of them held out. */
record Holdout(int total, int validation) {

  static Holdout of(DatasetSettings settings, int available, int classes) {
    if (settings.examples() >= classes) {
      requireEveryClass(settings, available, classes);
    }
    int total = Math.min(settings.examples(), available);
    if (total < classes) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "dataset.examples = %d: the data set has %d classes; allowed is at least one"
                  + " example a class",
              settings.examples(),
              classes));
    }
    int validation = (int) Math.round(total * settings.validationFraction());
    if (validation < 1 || total - validation < classes) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "dataset.validation-fraction = %s: of %d examples, %d would be held out; allowed is"
                  + " at least 1, with at least %d, one a class, left for training",
              settings.validationFraction(),
              total,
              validation,
              classes));
    }
    return new Holdout(total, validation);
  }

  static void requireEveryClass(DatasetSettings settings, int available, int classes) {
    if (available < classes) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "dataset.path = %s: has %d training images of %d classes; allowed is at least one a"
                  + " class",
              settings.path(),
              available,
              classes));
    }
  }
}
