package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Hindrance;
import java.io.Serializable;
import java.util.Optional;

/**
 * A judgement tells where one operator runs, and why.
 *
 * @param place the device, the host, or not known
 * @param reason why it is not known to run on the device; empty if it is
 * @param change what to change in the network so that it does; empty if nothing is known to help
 * @param source where the rule comes from; empty for the device
 */
public record Judgement(Place place, String reason, String change, String source)
    implements Serializable {

  /** The device runs it. */
  public static final Judgement DEVICE = new Judgement(Place.DEVICE, "", "", "");

  /** The host does this whatever the network: calling the device, waiting for it. */
  public static final Judgement HOST_ITSELF = host("its own cost", "", "");

  /** A place is who runs an operator. */
  public enum Place {
    DEVICE("device"),
    HOST("host"),
    NOT_KNOWN("not known");

    private final String label;

    Place(String label) {
      this.label = label;
    }

    /** The words used in reports. */
    public String label() {
      return label;
    }
  }

  /** The judgement of a layer that something in its file stands against. */
  static Judgement of(Hindrance hindrance) {
    return new Judgement(
        hindrance.isCertain() ? Place.HOST : Place.NOT_KNOWN,
        hindrance.reason(),
        hindrance.change(),
        hindrance.source());
  }

  /** The hindrance to the device's running it; empty if there is none. */
  public Optional<Hindrance> hindrance() {
    return place == Place.DEVICE
        ? Optional.empty()
        : Optional.of(new Hindrance(isHost(), reason, change, source));
  }

  static Judgement host(String reason, String change, String source) {
    return new Judgement(Place.HOST, reason, change, source);
  }

  /** Tells whether the host runs it; what is not known is counted as the device's. */
  public boolean isHost() {
    return place == Place.HOST;
  }
}
