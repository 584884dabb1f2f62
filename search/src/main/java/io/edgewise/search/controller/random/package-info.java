/** Random search is the controller that every other has to beat. It learns nothing. */
@NullMarked
package io.edgewise.search.controller.random;

import org.jspecify.annotations.NullMarked;
