package io.edgewise.search.evaluation;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Training;
import java.io.Serializable;

/**
 * A proposal that is to be trained, with all that is known of it by then.
 *
 * @param index its place in the generation, from 0
 * @param screening what the simulator said about it
 * @param proxy what is trained in its place
 * @param seed mix(search seed, generation, index)
 */
public record Candidate(int index, Screening screening, Proxy proxy, long seed)
    implements Serializable {

  public Architecture architecture() {
    return screening.architecture();
  }

  /** Returns how it is trained, for the record. */
  public Training training() {
    return new Training(seed, proxy.rule(), proxy.macs());
  }
}
