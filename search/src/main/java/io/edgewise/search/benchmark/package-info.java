/**
 * Controllers on tables of fully trained networks: a search in which the table stands in for the
 * trainer, and what is said about many of them. Draws and prints nothing.
 */
@NullMarked
package io.edgewise.search.benchmark;

import org.jspecify.annotations.NullMarked;
