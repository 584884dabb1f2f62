package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * The computer that calls the accelerator.
 *
 * @param fixedMicros cost of one inference, whatever the network
 * @param sleepAfterMicros when the wait for the accelerator lasts longer than this the host falls
 *     asleep
 * @param sleepRampMicros over this much more waiting the chance of that grows from 0 to 1
 * @param wakeMicros cost of waking up
 * @param macsPerSecond rate of convolutions that the accelerator does not run
 * @param elementsPerSecond rate of other operators that it does not run, in output elements
 */
public record Host(
    double fixedMicros,
    double sleepAfterMicros,
    double sleepRampMicros,
    double wakeMicros,
    double macsPerSecond,
    double elementsPerSecond)
    implements Serializable {

  /** Mean cost of waking up after a wait of {@code micros}, in microseconds. */
  public double wakeMicrosAfter(double micros) {
    double asleep =
        sleepRampMicros > 0
            ? (micros - sleepAfterMicros) / sleepRampMicros
            : Math.signum(micros - sleepAfterMicros);
    return wakeMicros * Math.min(1.0, Math.max(0.0, asleep));
  }
}
