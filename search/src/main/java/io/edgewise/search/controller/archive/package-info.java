/**
 * Trials as plain numbers, the way a controller state keeps them: spellings, what they were worth,
 * how large they were. Decides nothing.
 */
@NullMarked
package io.edgewise.search.controller.archive;

import org.jspecify.annotations.NullMarked;
