package io.edgewise.jobs.training;

import io.edgewise.search.dataset.Images;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A training's cost is what it will take, estimated from the speed of a few steps whose results are
 * thrown away.
 *
 * @param secondsAStep of one worker
 */
record TrainingCost(Preparation preparation, double secondsAStep) {

  private static final int MOST_STEPS = 30;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(8);
  private static final double SECONDS_AN_HOUR = 3600;
  private static final double HOURS_A_YEAR = 24 * 365.25;

  // ILSVRC 2012 as networks for edge devices are trained on it.
  private static final double IMAGENET_IMAGES = 1_281_167;
  private static final int IMAGENET_EPOCHS = 300;
  private static final int IMAGENET_SIDE = 224;

  /** A backward pass is two products of the size of the forward one. */
  private static final int PASSES = 3;

  /**
   * Measures one worker on this thread; the training itself is left as it was. The first steps of a
   * JVM are slow, so that the fastest counts.
   */
  static TrainingCost measure(Preparation preparation, ShardTraining training) {
    Snapshot at = training.start();
    long began = System.nanoTime();
    long fastest = Long.MAX_VALUE;
    int most = Math.min(MOST_STEPS, preparation.task().plan().stepsAnEpoch());
    while (at.step() < most && System.nanoTime() - began < MOST_NANOS) {
      long before = System.nanoTime();
      at = training.train(0, at, at.step() + 1);
      fastest = Math.min(fastest, System.nanoTime() - before);
    }
    return new TrainingCost(preparation, fastest / 1e9);
  }

  /**
   * The estimate for eyes.
   *
   * @param done steps that an earlier process did
   */
  List<String> lines(int done) {
    TrainingPlan plan = preparation.task().plan();
    int left = plan.steps() - done;
    double hours = left * secondsAStep / SECONDS_AN_HOUR;
    double macs = (double) preparation.graph().macs();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "network %s: %dx%dx%d, %d classes, %,d parameters, %.1f million MACs an image",
            preparation.task().architecture().id(),
            preparation.network().resolution(),
            preparation.network().resolution(),
            preparation.network().inputChannels(),
            preparation.network().classes(),
            preparation.graph().parameters(),
            macs / 1e6));
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d steps of %d images on %d worker%s: about %.2f core-hours, %.2f hours; %d MB a"
                + " worker and %d MB of images (%.0f images and %.1f G MAC a second and core)",
            left,
            plan.batch(),
            plan.shards(),
            plan.shards() == 1 ? "" : "s",
            hours * plan.shards(),
            hours,
            preparation.workerBytes() >> 20,
            imageBytes() >> 20,
            plan.batch() / secondsAStep,
            PASSES * macs * plan.batch() / secondsAStep / 1e9));
    lines.add(
        String.format(
            Locale.ROOT,
            "ImageNet would take it %.1f core-years (%d epochs of %,.0f images of %d pixels): for"
                + " that, edgewise export --to pytorch writes the network for a GPU",
            imageNetYears(),
            IMAGENET_EPOCHS,
            IMAGENET_IMAGES,
            IMAGENET_SIDE));
    return lines;
  }

  private long imageBytes() {
    return preparation.data().training().heldBytes()
        + preparation.data().validation().heldBytes()
        + preparation.test().map(Images::heldBytes).orElse(0L);
  }

  private double imageNetYears() {
    double larger = Math.pow((double) IMAGENET_SIDE / preparation.network().resolution(), 2);
    double secondsAnImage = secondsAStep / preparation.task().plan().batch() * larger;
    return IMAGENET_EPOCHS * IMAGENET_IMAGES * secondsAnImage / SECONDS_AN_HOUR / HOURS_A_YEAR;
  }
}
