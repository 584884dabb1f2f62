/** The one path on which randomness enters a search. Knows nothing else. */
@NullMarked
package io.edgewise.search.seed;

import org.jspecify.annotations.NullMarked;
