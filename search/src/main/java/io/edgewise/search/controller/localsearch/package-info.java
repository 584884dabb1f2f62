/** Local search climbs over the neighbours of the best, with restarts. */
@NullMarked
package io.edgewise.search.controller.localsearch;

import org.jspecify.annotations.NullMarked;
