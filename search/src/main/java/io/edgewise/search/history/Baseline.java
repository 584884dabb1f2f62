package io.edgewise.search.history;

import java.util.Optional;

/**
 * A baseline is a known network that a search simulated and trained as it does its candidates, to
 * be held against them.
 *
 * @param name of the built-in network
 * @param accuracy of its proxy, in [0, 1]; empty if it could not be trained
 * @param accuracyError the accuracy's standard error; empty if it is not known
 * @param latencyMillis simulated, milliseconds; empty if the accelerator cannot run it
 * @param reward what the search would have rewarded it with; empty if it lacks one of both
 * @param parameters trained numbers of the deployed network; empty if the accelerator cannot run it
 * @param failure why it has no accuracy or no latency; empty if it has both
 */
public record Baseline(
    String name,
    Optional<Double> accuracy,
    Optional<Double> accuracyError,
    Optional<Double> latencyMillis,
    Optional<Double> reward,
    Optional<Long> parameters,
    Optional<String> failure) {}
