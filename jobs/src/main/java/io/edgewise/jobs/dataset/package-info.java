/**
 * Data sets from files: finds them under any Hadoop file system, reads them once a JVM and splits
 * them. The formats themselves are read by {@code search.dataset}. Knows no Spark.
 */
@NullMarked
package io.edgewise.jobs.dataset;

import org.jspecify.annotations.NullMarked;
