package io.edgewise.sim.workload;

import java.io.Serializable;

/**
 * A hindrance is what stands in a layer's file against an accelerator's running it, such as the
 * version of its operator, though the accelerator runs layers of its kind.
 *
 * @param isCertain whether it is known to keep the layer away; else it is not known to let it in
 * @param reason what it is
 * @param change what to change in the file
 * @param source where the rule comes from
 */
public record Hindrance(boolean isCertain, String reason, String change, String source)
    implements Serializable {}
