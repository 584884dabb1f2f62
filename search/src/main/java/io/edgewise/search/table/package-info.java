/**
 * Tables are CSV (RFC 4180): the one reader and the one writer of every table that Edgewise reads
 * or writes are here. They know no table's meaning.
 */
@NullMarked
package io.edgewise.search.table;

import org.jspecify.annotations.NullMarked;
