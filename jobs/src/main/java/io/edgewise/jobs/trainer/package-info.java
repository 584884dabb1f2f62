/**
 * The room holds the trainers that a search can be told to ask: Edgewise's own, a command of the
 * user's, a table of finished trainings. All of them are {@code CandidateTrainer}s. It trusts
 * nothing that a command prints or writes, and knows no Spark.
 */
@NullMarked
package io.edgewise.jobs.trainer;

import org.jspecify.annotations.NullMarked;
