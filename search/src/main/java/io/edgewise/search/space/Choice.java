package io.edgewise.search.space;

import java.io.Serializable;

/**
 * A choice is what was chosen at one decision.
 *
 * @param decision the decision's name, such as {@code stage3.kernel}
 * @param value the chosen option, such as {@code 5}
 */
public record Choice(String decision, String value) implements Serializable {}
