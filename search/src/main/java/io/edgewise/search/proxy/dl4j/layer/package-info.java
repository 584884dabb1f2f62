/**
 * These layers for Deeplearning4j are made on its own extension point (a configuration and an
 * implementation each) and compute with {@code search.proxy.dl4j.kernel}. Their parameters and
 * configurations are ordinary ones, so a network of them is saved, loaded and averaged like any
 * other. They are NHWC and C order throughout, and know nothing of architectures or of training.
 */
@NullMarked
package io.edgewise.search.proxy.dl4j.layer;

import org.jspecify.annotations.NullMarked;
