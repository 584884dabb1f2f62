/**
 * Labelled images in memory, the formats they are read from, and the generated data set. Opens no
 * files and knows no file system.
 */
@NullMarked
package io.edgewise.search.dataset;

import org.jspecify.annotations.NullMarked;
