package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * An energy model tells what an inference takes from the accelerator's supply: energy by activity,
 * as in Horowitz, "Computing's energy problem", ISSCC 2014, plus what the chip draws whatever it
 * does.
 *
 * @param picojoulesPerMac energy of one multiply-accumulate with its on-chip operands
 * @param picojoulesPerLinkByte energy of one byte of streamed parameters, input or output
 * @param idleMilliwatts power that is drawn over the whole latency, waiting for the host included
 */
public record Energy(double picojoulesPerMac, double picojoulesPerLinkByte, double idleMilliwatts)
    implements Serializable {

  /**
   * The energy of an accelerator whose file does not tell it: what an inference takes is not a
   * number.
   */
  public static final Energy UNKNOWN = new Energy(Double.NaN, Double.NaN, Double.NaN);

  /** Returns whether the accelerator's file tells it. */
  public boolean isKnown() {
    return !Double.isNaN(picojoulesPerMac);
  }

  /** Energy of an inference, millijoules; NaN if it is not known. */
  public double millijoules(long macs, long linkBytes, double latencyMillis) {
    return (picojoulesPerMac * macs + picojoulesPerLinkByte * linkBytes) / 1e9
        + idleMilliwatts * latencyMillis / 1e3;
  }
}
