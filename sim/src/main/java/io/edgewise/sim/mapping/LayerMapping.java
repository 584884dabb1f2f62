package io.edgewise.sim.mapping;

/**
 * A layer on the accelerator, seen by itself; what depends on its neighbours is in {@link
 * NetworkPlan}. It is a function of the layer and its input shapes, so that networks can share it.
 *
 * @param operator the operator's short name
 * @param countedCycles cycles that the accelerator's compiler counts
 * @param work what the silicon does, split over tiles
 * @param macs multiply-accumulate operations
 * @param parameters trained parameters
 * @param blob the parameters as they lie on the device
 * @param halo what a tile takes of its neighbours' input
 * @param operands tensors that have to be joined
 */
public record LayerMapping(
    String operator,
    long countedCycles,
    TileWork work,
    long macs,
    long parameters,
    ParameterBlob blob,
    Halo halo,
    int operands) {}
