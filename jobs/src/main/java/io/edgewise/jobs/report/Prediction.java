package io.edgewise.jobs.report;

import io.edgewise.sim.LatencyReport;

/**
 * A network's report, and how the network stood in its file.
 *
 * @param images images that one inference takes, at least 1
 * @param isFloat whether the file is of floats, so that the report is of the network as it will be
 *     once it is quantised
 */
public record Prediction(LatencyReport report, int images, boolean isFloat) {}
