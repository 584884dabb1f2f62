/**
 * Each class here is one distributed step, thin over the pure parts of search. It holds no
 * formulas.
 */
@NullMarked
package io.edgewise.jobs.actions;

import org.jspecify.annotations.NullMarked;
