package io.edgewise.jobs.network;

import io.edgewise.search.lowering.DeployView;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request says how architectures are to be deployed, as far as somebody asked. Of the rest, an
 * architecture's file says what its search had; where it does not, that is ImageNet at 224 x 224.
 *
 * @param resolution input height and width, pixels; null if nobody asked
 * @param classes outputs of the classifier; null if nobody asked
 */
public record DeployRequest(@Nullable Integer resolution, @Nullable Integer classes)
    implements Serializable {

  private static final DeployView IMAGENET = new DeployView(224, 3, 1000);

  /** Nobody asked for anything. */
  public static final DeployRequest NONE = new DeployRequest(null, null);

  /**
   * Checks what was asked for.
   *
   * @throws IllegalArgumentException if no network can be deployed so
   */
  public DeployRequest {
    changed(IMAGENET, resolution, classes);
  }

  /** The view of an architecture, whose file may say what its search had. */
  DeployView view(Optional<DeployView> ofSearch) {
    return changed(ofSearch.orElse(IMAGENET), resolution, classes);
  }

  private static DeployView changed(
      DeployView view, @Nullable Integer resolution, @Nullable Integer classes) {
    return new DeployView(
        resolution == null ? view.resolution() : resolution,
        view.inputChannels(),
        classes == null ? view.classes() : classes);
  }
}
