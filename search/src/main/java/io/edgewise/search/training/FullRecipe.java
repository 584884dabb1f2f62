package io.edgewise.search.training;

import java.io.Serializable;

/**
 * A recipe tells how a network is trained to the end.
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images a step
 * @param learningRate peak of the schedule
 * @param warmUp epochs in which the learning rate rises to its peak in a straight line (Goyal et
 *     al., arXiv 1706.02677, section 2.2); half a cosine to zero follows
 * @param weightDecay decoupled decay of kernels, times the learning rate (Loshchilov and Hutter,
 *     arXiv 1711.05101); 0 for none
 * @param labelSmoothing in [0, 1)
 * @param augment random horizontal flip and shift of the training images
 * @param cutout side of the square that is blanked in every training image, as a share of the
 *     image's side; 0 for none
 * @param mixup parameter alpha of the Beta distribution that the shares of two images are drawn
 *     from, in (0, 1] (Zhang et al., arXiv 1710.09412); 0 for none
 * @param weightAverage decay of the exponential moving average of the weights, which is what is
 *     validated and kept; 0 for the weights themselves
 */
public record FullRecipe(
    int epochs,
    int batchSize,
    double learningRate,
    int warmUp,
    double weightDecay,
    double labelSmoothing,
    boolean augment,
    double cutout,
    double mixup,
    double weightAverage)
    implements Serializable {}
