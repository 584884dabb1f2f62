package io.edgewise.search.trial;

import java.io.Serializable;

/** A device latency is what came of measuring a network on the device itself. */
public sealed interface DeviceLatency extends Serializable {

  /**
   * The device ran it.
   *
   * @param medianMillis of its runs, milliseconds
   * @param spreadMillis the upper quartile of its runs less the lower one; NaN of a single run
   * @param runs how many were timed
   */
  record Timed(double medianMillis, double spreadMillis, int runs) implements DeviceLatency {}

  /**
   * There is no latency.
   *
   * @param reason in a word, such as {@code timed-out}
   * @param detail what was seen
   */
  record Untimed(String reason, String detail) implements DeviceLatency {}
}
