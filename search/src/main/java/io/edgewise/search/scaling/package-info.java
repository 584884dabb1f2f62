/** Families of networks: one that was found, made deeper, wider and finer together. */
@NullMarked
package io.edgewise.search.scaling;

import org.jspecify.annotations.NullMarked;
