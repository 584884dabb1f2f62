/**
 * The two views of one architecture, as deployed and as proxy, and the lowering of either to a
 * layer graph. Times nothing.
 */
@NullMarked
package io.edgewise.search.lowering;

import org.jspecify.annotations.NullMarked;
