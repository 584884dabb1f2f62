package io.edgewise.sim.check;

/**
 * A finding is what is to be said of a file as a whole, beside the places of its operators.
 *
 * @param problem what was found
 * @param change what to change
 * @param source where the rule comes from
 */
public record Finding(String problem, String change, String source) {}
