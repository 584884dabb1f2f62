package io.edgewise.jobs.latency;

import io.edgewise.jobs.process.Command;
import java.io.Serializable;
import java.util.Set;

/**
 * A latency command is the user's program that runs a {@code .tflite} file on the device and prints
 * milliseconds.
 *
 * @param timeLimitMillis after which one run of it is ended
 * @param memoryBytes that it may hold with all it starts
 * @param retries runs after a first one that came to nothing
 */
public record LatencyCommand(Command command, long timeLimitMillis, long memoryBytes, int retries)
    implements Serializable {

  /** The placeholder of the file, without its braces. */
  public static final String FILE = "tflite";

  /** The names that a word of it may ask for, in braces. */
  public static final Set<String> PLACEHOLDERS = Set.of(FILE, "architecture", "device");
}
