package io.edgewise.jobs.actions;

/**
 * A training on its way to a rung.
 *
 * @param rung from 0
 * @param partition of the rung's RDD
 */
record TrainingTask(int rung, int partition) {}
