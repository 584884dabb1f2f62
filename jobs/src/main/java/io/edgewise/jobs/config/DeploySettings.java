package io.edgewise.jobs.config;

import io.edgewise.search.dataset.Images;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The section {@code deploy}: the network as it will be deployed. What is left to the data set is
 * empty here, and known once that is read.
 *
 * @param resolution input height and width, pixels
 * @param channels of the input image
 * @param classes outputs of the classifier
 * @param standInData whether the network is deployed for other data than the data set, which only
 *     stands in for these; channels and classes then need not agree
 */
record DeploySettings(
    int resolution, OptionalInt channels, OptionalInt classes, boolean standInData) {

  /** A data set that stands in for others stands in for ImageNet where nothing else is said. */
  private static final int STAND_IN_CHANNELS = 3;

  private static final int STAND_IN_CLASSES = 1000;

  static DeploySettings read(Settings deploy) {
    return new DeploySettings(
        deploy.integer("resolution", 16, 4096),
        deploy.integerUnless("channels", "auto", 1, 4),
        deploy.integerUnless("classes", "auto", 2, 100_000),
        deploy.flag("stand-in-data"));
  }

  /** The view as far as it is known. */
  DeployView view() {
    return new DeployView(
        resolution, channels.orElse(STAND_IN_CHANNELS), classes.orElse(STAND_IN_CLASSES));
  }

  /**
   * Completes the section for a data set.
   *
   * @param origin names the file in messages
   * @param standIn whether the images only stand in for others
   * @throws SettingsException if the section contradicts the images
   */
  Overrides fittedTo(Images images, boolean standIn, String origin) {
    List<String> problems = new ArrayList<>();
    int fittingChannels = standIn ? STAND_IN_CHANNELS : images.channels();
    int fittingClasses = standIn ? STAND_IN_CLASSES : images.classes();
    if (!standIn) {
      requireEqual("channels", channels, images.channels(), problems);
      requireEqual("classes", classes, images.classes(), problems);
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(origin, problems);
    }
    return Overrides.NONE
        .with("deploy.channels", channels.orElse(fittingChannels))
        .with("deploy.classes", classes.orElse(fittingClasses));
  }

  private static void requireEqual(
      String what, OptionalInt deployed, int found, List<String> problems) {
    if (deployed.isPresent() && deployed.getAsInt() != found) {
      problems.add(
          "deploy."
              + what
              + ": is "
              + deployed.getAsInt()
              + ", but the data set has "
              + found
              + "; allowed is auto or "
              + found
              + ", and any number with deploy.stand-in-data = true, where the network is deployed"
              + " for other data than it is trained on here");
    }
  }
}
