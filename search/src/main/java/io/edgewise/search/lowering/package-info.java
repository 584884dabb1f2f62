/**
 * This package makes the two views of one architecture, as deployed and as proxy, and lowers either
 * to a layer graph. It times nothing.
 */
@NullMarked
package io.edgewise.search.lowering;

import org.jspecify.annotations.NullMarked;
