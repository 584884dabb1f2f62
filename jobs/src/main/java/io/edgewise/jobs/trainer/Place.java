package io.edgewise.jobs.trainer;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A place is where a training runs.
 *
 * @param gpus addresses of the GPUs that are its own; empty if none were given out
 * @param cancelled asked time and again whether the training is to be given up
 */
public record Place(List<String> gpus, BooleanSupplier cancelled) {}
