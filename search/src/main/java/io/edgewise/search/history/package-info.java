/** What is kept of a search: trials, generations, provenance. Knows no Parquet. */
@NullMarked
package io.edgewise.search.history;

import org.jspecify.annotations.NullMarked;
