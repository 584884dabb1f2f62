package io.edgewise.jobs.trainer;

import io.edgewise.search.proxy.LearningCurve;
import io.edgewise.search.proxy.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines tell what a trainer has done while it trains. They are such as {@code edgewise: epoch 3
 * loss 1.25 accuracy 0.5} on its output, one an epoch in order, with the mean training loss and, if
 * it likes, the accuracy on the validation images so far. Other lines mean nothing.
 */
final class EpochLines implements Predicate<String> {

  private static final Pattern LINE =
      Pattern.compile("edgewise: epoch (\\d{1,6}) loss (\\S{1,40})(?: accuracy (\\S{1,40}))?");

  private final List<Double> losses;
  private final int patience;
  private final int lastEpoch;
  private OptionalDouble accuracy = OptionalDouble.empty();
  private Optional<String> diverged = Optional.empty();
  private Optional<String> mistake = Optional.empty();

  /**
   * @param patience epochs without a lower loss after which a training is not worth going on
   * @param lastEpoch of the recipe
   */
  EpochLines(TrainingState from, int patience, int lastEpoch) {
    this.losses = new ArrayList<>(from.epochLosses());
    this.patience = patience;
    this.lastEpoch = lastEpoch;
  }

  /** Takes in a line; returns whether the training is to go on. */
  @Override
  public synchronized boolean test(String line) {
    Matcher epoch = LINE.matcher(line);
    if (!epoch.matches()) {
      return true;
    }
    int number = Integer.parseInt(epoch.group(1));
    double loss = number(epoch.group(2));
    if (number != losses.size() + 1 || number > lastEpoch) {
      mistake =
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "told epoch %d after epoch %d of %d",
                  number,
                  losses.size(),
                  lastEpoch));
      return false;
    }
    if (!Double.isFinite(loss)) {
      diverged = Optional.of("loss " + epoch.group(2) + " at epoch " + number);
      return false;
    }
    losses.add(loss);
    accuracy = epoch.group(3) == null ? accuracy : share(number(epoch.group(3)));
    return !hasLevelledOff();
  }

  private static OptionalDouble share(double told) {
    return told >= 0 && told <= 1 ? OptionalDouble.of(told) : OptionalDouble.empty();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Returns whether the losses no longer fall, and an accuracy is known. */
  synchronized boolean hasLevelledOff() {
    return accuracy.isPresent() && losses.size() < lastEpoch && idle() >= patience;
  }

  private int idle() {
    return LearningCurve.epochsWithoutGain(losses);
  }

  /** Tells in words how a training levelled off. */
  synchronized String levelledOff() {
    return String.format(
        Locale.ROOT,
        "no lower loss in %d epochs, at epoch %d of %d",
        idle(),
        losses.size(),
        lastEpoch);
  }

  /** The accuracy that was told last, in [0, 1]. */
  synchronized OptionalDouble accuracy() {
    return accuracy;
  }

  /** Mean training loss of each epoch, those before the pause included. */
  synchronized List<Double> losses() {
    return List.copyOf(losses);
  }

  synchronized Optional<String> diverged() {
    return diverged;
  }

  synchronized Optional<String> mistake() {
    return mistake;
  }
}
