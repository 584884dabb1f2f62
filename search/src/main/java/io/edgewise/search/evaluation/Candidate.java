package io.edgewise.search.evaluation;

import io.edgewise.search.space.Architecture;
import java.io.Serializable;

/**
 * An architecture that is to be trained.
 *
 * @param index its place in the generation, from 0
 * @param seed mix(search seed, generation, index)
 */
public record Candidate(int index, Architecture architecture, long seed) implements Serializable {}
