package io.edgewise.jobs.export;

import io.edgewise.sim.check.FileCheck;
import io.edgewise.sim.placement.Judgement.Place;
import java.util.List;

/**
 * A device check says how many operators of a file run where.
 *
 * @param device operators that the Edge TPU runs
 * @param host operators that its host runs
 * @param notKnown operators of which no rule is known
 * @param findings on the file as a whole, each with what to change
 */
record DeviceCheck(long device, long host, long notKnown, List<String> findings) {

  DeviceCheck {
    findings = List.copyOf(findings);
  }

  static DeviceCheck of(FileCheck check) {
    return new DeviceCheck(
        check.count(Place.DEVICE),
        check.count(Place.HOST),
        check.count(Place.NOT_KNOWN),
        check.findings().stream().map(f -> f.problem() + "; " + f.change()).toList());
  }
}
