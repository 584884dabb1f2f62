/**
 * This package runs controllers on tables of fully trained networks: a search in which the table
 * stands in for the trainer, and what is said about many of them. It draws and prints nothing.
 */
@NullMarked
package io.edgewise.search.benchmark;

import org.jspecify.annotations.NullMarked;
