package io.edgewise.jobs.plan;

import java.util.Optional;

/**
 * A check is one proxy, of the mean size, that was trained as a search would train it.
 *
 * @param failure why it came to nothing, if it did
 * @param accuracy on the validation images after the epochs that were trained, in [0, 1]
 * @param epochs that were trained
 * @param firstSeconds time of the first training in the executors, which loads and warms them
 * @param epochSeconds time of an epoch when all slots train
 * @param generationSeconds time that a generation takes beside its trainings
 */
public record TrainingCheck(
    Optional<String> failure,
    double accuracy,
    int epochs,
    double firstSeconds,
    double epochSeconds,
    double generationSeconds) {}
