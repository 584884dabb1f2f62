/**
 * This package holds labelled images in memory, the formats they are read from, and the generated
 * data set. It opens no files and knows no file system.
 */
@NullMarked
package io.edgewise.search.dataset;

import org.jspecify.annotations.NullMarked;
