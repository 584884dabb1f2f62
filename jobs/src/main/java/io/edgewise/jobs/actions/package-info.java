/** One distributed step a class: thin over the pure parts of search. Holds no formulas. */
@NullMarked
package io.edgewise.jobs.actions;

import org.jspecify.annotations.NullMarked;
