/**
 * An archive holds trials as plain numbers, the way a controller state keeps them: spellings, what
 * they were worth, how large they were. This package decides nothing.
 */
@NullMarked
package io.edgewise.search.controller.archive;

import org.jspecify.annotations.NullMarked;
