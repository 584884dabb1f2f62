package io.edgewise.jobs.actions;

/**
 * A training on its way to a rung: one task of a Spark job.
 *
 * @param rung from 0
 * @param partition of the rung's RDD
 */
record RungTask(int rung, int partition) {}
