/** Regularised evolution lets the youngest survive, and the best of a sample have children. */
@NullMarked
package io.edgewise.search.controller.evolution;

import org.jspecify.annotations.NullMarked;
