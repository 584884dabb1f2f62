package io.edgewise.jobs.track;

import io.edgewise.search.trial.TrialKey;
import java.util.Set;

/**
 * A tracking server keeps runs for people to look at. Each call ends within a time of its own. One
 * thread calls; another may close it meanwhile, which ends the call.
 */
public interface TrackingServer extends AutoCloseable {

  /**
   * Finds what is there of a search, by which it is known what is not.
   *
   * @return the trials whose runs are there and whole
   * @throws TrackingException if the server does not answer as it should
   */
  Set<TrialKey> written(TrackedSearch search);

  /**
   * Writes a run of the search that was asked for last; one that was begun and broke off is
   * completed.
   *
   * @throws TrackingException if the server does not answer as it should, or will not have the run
   */
  void write(TrackedRun run);

  /** Files of networks that did not come to the server, in words; empty if all did. */
  String leftOut();

  @Override
  void close();
}
