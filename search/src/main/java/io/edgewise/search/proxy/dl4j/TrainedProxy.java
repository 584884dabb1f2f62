package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.weights.NamedArray;
import java.util.Map;

/**
 * A trained proxy is what a training leaves, for others than Deeplearning4j.
 *
 * @param weights under their names, in the order of the network
 * @param pixels the number that each pixel value of 0 to 255 was for it, by channel
 */
public record TrainedProxy(Map<String, NamedArray> weights, float[][] pixels) {}
