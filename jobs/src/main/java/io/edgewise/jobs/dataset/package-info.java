/**
 * This package finds data sets under any Hadoop file system, reads them once a JVM and splits them.
 * The formats themselves are read by {@code search.dataset}. It knows no Spark.
 */
@NullMarked
package io.edgewise.jobs.dataset;

import org.jspecify.annotations.NullMarked;
