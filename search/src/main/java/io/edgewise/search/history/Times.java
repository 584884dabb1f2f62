package io.edgewise.search.history;

import java.time.Instant;

/**
 * The times tell when a generation ran and where its wall time went; they are never part of what is
 * compared between runs.
 *
 * @param screeningMillis proposing and simulating
 * @param trainingMillis from the first training's start to the last one's end
 */
public record Times(
    Instant startedAt, Instant finishedAt, long screeningMillis, long trainingMillis) {}
