/**
 * What networks are trained on and how, as one value that drivers, actions and trainers share.
 * Starts nothing and knows no Spark.
 */
@NullMarked
package io.edgewise.jobs.task;

import org.jspecify.annotations.NullMarked;
