package io.edgewise.sim.mapping;

/**
 * A layer on the accelerator, seen by itself; what depends on its neighbours is in {@link
 * NetworkPlan}. It is a function of the layer and its input shapes, so that networks can share it.
 *
 * @param operator the operator's short name
 * @param work the work, split over tiles
 * @param macs multiply-accumulate operations
 * @param parameters trained parameters
 * @param parameterBytes bytes of the parameters as they lie on the device
 * @param haloRows rows (and columns) of its input that a tile takes from its neighbours
 * @param haloBytes bytes of them, at one tile
 * @param inputBytes bytes of the input at one tile, halo included
 * @param outputBytes bytes of the output at one tile
 * @param operands tensors that have to be joined
 */
public record LayerMapping(
    String operator,
    TileWork work,
    long macs,
    long parameters,
    long parameterBytes,
    int haloRows,
    long haloBytes,
    long inputBytes,
    long outputBytes,
    int operands) {}
