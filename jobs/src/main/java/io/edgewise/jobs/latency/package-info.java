/**
 * The room has networks measured on a device by a command of the user's: it writes their files,
 * reads milliseconds off what the command prints, and holds them against the simulator's. It trusts
 * nothing that a command prints, and knows no Spark.
 */
@NullMarked
package io.edgewise.jobs.latency;

import org.jspecify.annotations.NullMarked;
