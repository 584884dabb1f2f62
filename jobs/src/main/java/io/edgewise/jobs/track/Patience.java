package io.edgewise.jobs.track;

import java.time.Duration;

/**
 * Patience says how long a server is waited for.
 *
 * @param again time after which a server that did not answer is asked again, unless a generation is
 *     committed before
 * @param atTheEnd time that the end of a search waits for runs that are still to be written
 */
public record Patience(Duration again, Duration atTheEnd) {

  /** The patience of every search. */
  public static final Patience STANDARD =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60));
}
