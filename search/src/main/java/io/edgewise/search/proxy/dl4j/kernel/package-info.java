/**
 * This package is the arithmetic of the proxy networks on plain memory: passes over {@code float[]}
 * tiles that the JIT compiler vectorises, and BLAS calls on off-heap arrays. Everything is NHWC, C
 * order, single precision, and works in memory the caller owns. It knows nothing of DL4J's layers,
 * of networks or of training.
 */
@NullMarked
package io.edgewise.search.proxy.dl4j.kernel;

import org.jspecify.annotations.NullMarked;
