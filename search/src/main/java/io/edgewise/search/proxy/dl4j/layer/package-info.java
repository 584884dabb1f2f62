/**
 * Layers for Deeplearning4j on its own extension point (a configuration and an implementation each)
 * that compute with {@code search.proxy.dl4j.kernel}. Their parameters and configurations are
 * ordinary ones, so a network of them is saved, loaded and averaged like any other. NHWC and C
 * order throughout. They know nothing of architectures or of training.
 */
@NullMarked
package io.edgewise.search.proxy.dl4j.layer;

import org.jspecify.annotations.NullMarked;
