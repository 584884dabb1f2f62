package io.edgewise.jobs.nightly;

import java.time.Instant;

/**
 * A summary is what a list of nights reads of a night's {@code report.json}.
 *
 * @param measured networks that the night measured
 * @param promoted whether its best became champion
 */
record NightSummary(int measured, Instant finishedAt, boolean promoted) {}
