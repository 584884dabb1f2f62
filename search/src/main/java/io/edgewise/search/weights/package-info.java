/** Reads named arrays of numbers from untrusted files. Knows no layers. */
@NullMarked
package io.edgewise.search.weights;

import org.jspecify.annotations.NullMarked;
