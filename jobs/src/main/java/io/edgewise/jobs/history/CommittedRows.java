package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Reads committed rows with Spark: exactly the files that manifests name, by the columns of this
 * version.
 */
final class CommittedRows {

  /** Spark takes a path for a pattern unless told that it is none. */
  private static final String PATTERNS = "__globPaths__";

  private final SparkSession spark;
  private final HistoryFiles files;

  CommittedRows(SparkSession spark, HistoryFiles files) {
    this.spark = spark;
    this.files = files;
  }

  /**
   * The trials of some searches, in no order.
   *
   * @throws DamagedHistoryException if a file is missing or cut short
   */
  Dataset<Row> trials(List<StoredSearch> searches) {
    StructType schema = TrialRow.ROWS.sparkSchema();
    List<String> inTable = new ArrayList<>();
    Dataset<Row> staged = spark.createDataFrame(List.of(), schema);
    for (StoredSearch search : searches) {
      for (StoredSearch.Located located : search.locate(Table.TRIALS)) {
        if (located.inTable()) {
          inTable.add(files.path(located.path()).toString());
        } else {
          staged = staged.unionByName(stagedRows(search.id(), located, schema));
        }
      }
    }
    if (inTable.isEmpty()) {
      return staged;
    }
    Dataset<Row> rows =
        spark
            .read()
            .schema(schema)
            .option(PATTERNS, "false")
            .option("basePath", files.path(Table.TRIALS.folder()).toString())
            .parquet(inTable.toArray(String[]::new));
    return rows.select(columns(schema)).unionByName(staged);
  }

  /** Committed, but not moved into the table yet: its folders do not tell the partition. */
  private Dataset<Row> stagedRows(
      SearchId search, StoredSearch.Located located, StructType schema) {
    return spark
        .read()
        .schema(schema)
        .option(PATTERNS, "false")
        .parquet(files.path(located.path()).toString())
        .withColumn("search_id", functions.lit(search.value()))
        .withColumn("generation", functions.lit(located.file().generation()));
  }

  private static Column[] columns(StructType schema) {
    return Arrays.stream(schema.fieldNames()).map(functions::col).toArray(Column[]::new);
  }
}
