package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody's Spark reads the tables; ours reads exactly what is committed. */
class SparkReadIT {

  private static final SearchId FIRST = new SearchId("first");
  private static final SearchId SECOND = new SearchId("second");
  private static SparkSession spark;

  @TempDir Path root;
  private History history;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "1")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void open() {
    history = History.open(new Configuration(), root.toUri().toString());
  }

  private void write(SearchId search, int generations) {
    try (SearchWriter writer = history.write(search, Samples.provenance("seed", "1"))) {
      for (int number = 0; number < generations; number++) {
        Samples samples = new Samples(number);
        Generation generation = samples.generation(number, 4);
        Map<TrialKey, LatencyReport> front = Map.of();
        if (number == 0) {
          Trial first = generation.trials().get(0);
          front = Map.of(first.key(), samples.withLayers(samples.latency(), 3));
        }
        writer.commit(generation, Samples.times(), front);
      }
    }
  }

  private Dataset<Row> plain(String table) {
    return spark.read().parquet(root.resolve(table).toString());
  }

  /** The query of jobs/README.md, over a search for two accelerators. */
  @Test
  void theQueryOfThePageFindsWhatANetworkCostsOnOneOfSeveral() throws IOException {
    Samples samples = new Samples(5);
    Generation drawn = samples.generation(0, 4);
    List<Trial> trials = drawn.trials().stream().map(samples::onTwo).toList();
    try (SearchWriter writer = history.write(FIRST, Samples.provenance("seed", "1"))) {
      writer.commit(
          new Generation(0, trials, drawn.stateAfter(), drawn.counts()), Samples.times(), Map.of());
    }
    String page = Files.readString(Path.of("README.md"));
    String query = page.substring(page.indexOf("SELECT generation, candidate"));
    query = query.substring(0, query.indexOf("```"));
    plain("trials").createOrReplaceTempView("trials");

    assertThat(rows(spark.sql(query.replace("coral-usb2", "second")))).isEmpty();
    List<Row> first = spark.sql(query.replace("coral-usb2", "first")).collectAsList();
    assertThat(first)
        .extracting(row -> (double) row.getAs("latency_ms"))
        .containsExactlyInAnyOrderElementsOf(
            trials.stream().map(t -> t.latency().orElseThrow().latencyMillis()).toList());
  }

  /**
   * The line of jobs/README.md, taken apart: the same methods are called with what stands there.
   */
  @Test
  void theLineOfThePageRuns() throws IOException {
    write(new SearchId("quickstart"), 2);
    Pattern line =
        Pattern.compile(
            "spark\\.read\\.parquet\\(\"runs/(.*)\"\\)\\.where\\(\"(.*)\"\\)\\.orderBy\\(\"(.*)\", \"(.*)\"\\)");
    MatchResult call =
        line.matcher(Files.readString(Path.of("README.md"))).results().findFirst().orElseThrow();
    assertThat(
            plain(call.group(1))
                .where(call.group(2))
                .orderBy(call.group(3), call.group(4))
                .select("generation", "candidate")
                .collectAsList())
        .extracting(Row::toString)
        .startsWith("[0,0]", "[0,1]")
        .endsWith("[1,2]", "[1,3]")
        .hasSize(8);
  }

  @Test
  void aPlainReadSeesEveryTableWithItsPartitions() {
    write(FIRST, 2);
    write(SECOND, 1);

    assertThat(new TreeSet<>(Arrays.asList(plain("trials").columns())))
        .isEqualTo(new TreeSet<>(Arrays.asList(TrialRow.ROWS.sparkSchema().fieldNames())));
    assertThat(rows(plain("trials").groupBy("search_id", "generation").count()))
        .containsExactly("[first,0,4]", "[first,1,4]", "[second,0,4]");
    assertThat(rows(plain("generations").select("search_id", "generation", "trials")))
        .containsExactly("[first,0,4]", "[first,1,4]", "[second,0,4]");
    assertThat(rows(plain("layers").select("search_id", "generation", "layer")))
        .containsExactly(
            "[first,0,0]",
            "[first,0,1]",
            "[first,0,2]",
            "[second,0,0]",
            "[second,0,1]",
            "[second,0,2]");
    assertThat(rows(plain("searches").selectExpr("search_id", "settings['seed']", "created_at")))
        .containsExactly(
            "[first,1,2026-11-24 02:30:00.123456]", "[second,1,2026-11-24 02:30:00.123456]");
  }

  @Test
  void sparkReadsTheValuesThatWereWritten() {
    write(FIRST, 3);
    List<TrialRow> expected = history.search(FIRST).trials().toList();

    for (Dataset<Row> trials : List.of(plain("trials"), history.trials(spark, List.of(FIRST)))) {
      List<Row> read =
          trials
              .orderBy("generation", "candidate")
              .select(
                  Arrays.stream(TrialRow.ROWS.sparkSchema().fieldNames())
                      .map(org.apache.spark.sql.functions::col)
                      .toArray(org.apache.spark.sql.Column[]::new))
              .collectAsList();
      assertThat(read).hasSameSizeAs(expected);
      for (int i = 0; i < read.size(); i++) {
        for (RowType.Column column : TrialRow.ROWS.columns()) {
          Object value = read.get(i).getAs(column.name());
          Object found =
              column.kind() == ColumnKind.DOUBLES
                  ? read.get(i).getList(read.get(i).fieldIndex(column.name()))
                  : value instanceof Timestamp time ? time.toInstant() : value;
          assertThat(found).as(column.name()).isEqualTo(column.valueIn(expected.get(i)));
        }
      }
    }
  }

  @Test
  void aGenerationThatIsCommittedButNotYetMovedIsSeenByOurReaders() throws IOException {
    write(FIRST, 2);
    Manifest last = history.search(FIRST).manifests().get(2);
    TableFile file = last.files(Table.TRIALS).get(0);
    Path staged = root.resolve(new Staging(FIRST).file(last.attempt(), file));
    Files.createDirectories(staged.getParent());
    Files.move(root.resolve(file.path(FIRST)), staged);

    assertThat(plain("trials").count()).isEqualTo(4);
    assertThat(
            rows(history.trials(spark, List.of(FIRST)).groupBy("search_id", "generation").count()))
        .containsExactly("[first,0,4]", "[first,1,4]");
    write(FIRST, 0);
    assertThat(plain("trials").count()).as("the next writer moves it").isEqualTo(8);
  }

  /** Spark would list folders that fit the pattern, of which there may be others, or none. */
  @ParameterizedTest
  @ValueSource(strings = {"_runs [1-3]", "{a,b}*?", "~ü #%41+%2B", "r\\[x"})
  void aRootIsAPathAndNoPattern(String name) throws IOException {
    history = History.open(new Configuration(), root.resolve(name).toString());
    write(FIRST, 2);
    Manifest last = history.search(FIRST).manifests().get(2);
    TableFile file = last.files(Table.TRIALS).get(0);
    Path staged = root.resolve(name).resolve(new Staging(FIRST).file(last.attempt(), file));
    Files.createDirectories(staged.getParent());
    Files.move(root.resolve(name).resolve(file.path(FIRST)), staged);

    assertThat(
            rows(history.trials(spark, List.of(FIRST)).groupBy("search_id", "generation").count()))
        .containsExactly("[first,0,4]", "[first,1,4]");
  }

  @Test
  void someSearchesAreRead() {
    write(FIRST, 2);
    write(SECOND, 1);

    assertThat(history.trials(spark, List.of(SECOND)).count()).isEqualTo(4);
    assertThat(history.trials(spark, List.of(FIRST, SECOND)).count()).isEqualTo(12);
    assertThat(history.trials(spark, List.of()).count()).isZero();
  }

  @Test
  void aFileCutShortIsNamedBeforeSparkStumblesOverIt() throws IOException {
    write(FIRST, 2);
    TableFile file = history.search(FIRST).manifests().get(2).files(Table.TRIALS).get(0);
    Files.write(root.resolve(file.path(FIRST)), new byte[10]);

    assertThatThrownBy(() -> history.trials(spark, List.of(FIRST)))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining("search first, generation 1: " + file.path(FIRST) + " has 10 bytes");
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
