package io.edgewise.jobs.report;

import io.edgewise.sim.check.FileCheck;
import java.util.Optional;

/**
 * The check of a file, with what its operators cost.
 *
 * @param cost what the simulator says; nothing if the file is no network that it can simulate
 * @param unsimulated why it cannot; empty if it can
 */
public record CheckReport(FileCheck check, Optional<HostCost> cost, String unsimulated) {}
