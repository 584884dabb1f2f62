/**
 * The history is Parquet tables under one root, and the protocol by which a generation appears in
 * them, whole or not at all. It decides nothing about a search.
 *
 * <p><b>Why neither Iceberg nor Delta.</b> A search has one writer, which appends one generation of
 * a few hundred rows to three tables at once, and then never changes it. What it needs is that the
 * three appear together, that a writer who was thought dead cannot append behind the back of the
 * one who took over, and that anybody's Spark, DuckDB or pandas reads the folders without a
 * library. Both formats commit one table at a time, but for Iceberg behind a REST catalogue: that a
 * generation is in all tables or in none would still be ours to build, and so would the lease. Both
 * need a catalogue or a log store that creates a file once and only once on every file system we
 * write to, and jars that match the cluster's Spark. What they are made for (concurrent writers,
 * updates of rows, evolution of partitions, time travel) does not occur here. A manifest a
 * generation with the checksums of its files is what is left.
 *
 * <p><b>Why rows are laid out by {@link io.edgewise.jobs.history.RowType} and not by a library.</b>
 * It is some 300 lines over parquet-hadoop, which Spark brings. carpet-record, which does the same
 * for records, calls {@code org.apache.parquet.conf.ParquetConfiguration}, which there is from
 * Parquet 1.14 on: its versions 0.4.0 and 0.5.0 end with a NoClassDefFoundError on the 1.13.1 of
 * Spark 3.5, and a newer Parquet beside Spark's own is what clusters break on. It also has no
 * columns that are folders. parquet-avro reads a file by the Avro schema that the file itself
 * brings, and up to 1.15.0 makes the classes that it names (CVE-2025-30065): a history is input
 * that we do not trust. Spark's bean encoder gives records an empty schema, and a generation would
 * be a Spark job.
 */
@NullMarked
package io.edgewise.jobs.history;

import org.jspecify.annotations.NullMarked;
