/** Small files beside the history that are replaced whole, on any Hadoop file system. */
@NullMarked
package io.edgewise.jobs.files;

import org.jspecify.annotations.NullMarked;
