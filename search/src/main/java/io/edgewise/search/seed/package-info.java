/** Seeds are the one path on which randomness enters a search. This package knows nothing else. */
@NullMarked
package io.edgewise.search.seed;

import org.jspecify.annotations.NullMarked;
