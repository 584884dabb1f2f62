package io.edgewise.jobs.process;

/**
 * Limits are what a command may take.
 *
 * @param millis of wall time
 * @param memoryBytes that it and all it started hold in memory together (resident; pages that they
 *     share count for each). Looked at once a second on Linux, and not elsewhere.
 * @param outputBytes that it may print
 */
public record Limits(long millis, long memoryBytes, long outputBytes) {}
