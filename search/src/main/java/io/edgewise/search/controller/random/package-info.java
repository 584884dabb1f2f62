/** Random search, the controller every other has to beat. Learns nothing. */
@NullMarked
package io.edgewise.search.controller.random;

import org.jspecify.annotations.NullMarked;
