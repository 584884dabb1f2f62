package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * An accelerator behind a host: the same chip behind another link is another accelerator.
 *
 * @param name names it in reports
 * @param energy {@link Energy#UNKNOWN} if its file does not tell
 * @param uncertainty {@link Uncertainty#UNKNOWN} if its file does not tell
 */
public record AcceleratorSpec(
    String name, Chip chip, Link link, Host host, Energy energy, Uncertainty uncertainty)
    implements Serializable {}
