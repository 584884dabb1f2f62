package io.edgewise.sim.calibration;

/**
 * A small network that is measured for what it tells of a chip.
 *
 * @param network its name, a chain of equal layers
 * @param tells the number of the accelerator's file that it tells most of
 * @param share how much of what was not known of that number it takes away, beside the probes
 *     before it: 1 less the ratio of the variances
 * @param millis what the file expects of it, ms
 */
public record Probe(String network, String tells, double share, double millis) {}
