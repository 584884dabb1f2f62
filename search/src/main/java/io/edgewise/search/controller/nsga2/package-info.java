/** NSGA-II evolves a whole front instead of one best network. */
@NullMarked
package io.edgewise.search.controller.nsga2;

import org.jspecify.annotations.NullMarked;
