package io.edgewise.jobs;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.notebook.Note;
import io.edgewise.jobs.notebook.Note.Paragraph;
import io.edgewise.jobs.notebook.Zeppelin;
import io.edgewise.jobs.notebook.Zeppelin.Output;
import io.edgewise.jobs.page.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every paragraph of every note runs over the history of two small searches, and is seen; the texts
 * of the history are hostile.
 */
class NotebooksIT {

  private static final Path NOTEBOOKS = Path.of("../notebooks");

  private static final String HOSTILE = "%html <script id='taken'></script>\n%html <b id='taken'>";

  /** A line or a cell that Zeppelin would not show but obey. */
  private static final Pattern INSTRUCTION = Pattern.compile("(?m)^\\s*%[a-z]");

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static Zeppelin zeppelin;

  @BeforeAll
  static void search() throws IOException {
    Path config = TinySearch.config(folder, "");
    Path runs = folder.resolve("runs");
    for (String[] settings :
        List.of(
            new String[] {"search.id=night-1"},
            new String[] {"search.id=night-2", "search.generations=2", "reward.target-millis=6"})) {
      CommandLineRun run = CommandLineRun.edgewise(2, TinySearch.args(config, runs, settings));
      assertThat(run.exitCode()).as(run.err()).isZero();
    }
    Files.writeString(
        folder.resolve("measured.csv"),
        "network,latency_ms\nmobilenet-v2-1.0,2.6\nmobilenet-v1-1.0,2.4\nefficientnet-edgetpu-s,5.1\n");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.repl.class.outputDir", classes.toString())
            .getOrCreate();
    taken();
    zeppelin = new Zeppelin(spark, classes);
  }

  @AfterAll
  static void stop() {
    zeppelin.close();
    spark.stop();
  }

  static List<Note> notes() throws IOException {
    return Note.in(NOTEBOOKS);
  }

  /** The outputs of the paragraphs that are run, in their order. */
  private static Map<Paragraph, Output> run(Note note) {
    Map<Paragraph, Output> outputs = new LinkedHashMap<>();
    Map<String, Object> chosen =
        Map.of(
            "root", folder.resolve("taken").toString(),
            "measurements", folder.resolve("measured.csv").toString());
    for (Paragraph paragraph : note.paragraphs()) {
      if (!paragraph.interpreter().equals("md")) {
        outputs.put(paragraph, zeppelin.run(paragraph, chosen));
      }
    }
    return outputs;
  }

  @Test
  void thereAreFiveOfThem() throws IOException {
    assertThat(notes())
        .extracting(Note::name)
        .containsExactly(
            "01-first-look",
            "02-front-and-targets",
            "03-compare-nights",
            "04-why-is-it-slow",
            "05-simulator-against-measurements");
  }

  /** A paragraph that is copied from note to note must not become another one in one of them. */
  @Test
  void whatTheyHaveInCommonIsTheSame() throws IOException {
    Map<String, Set<String>> texts = new LinkedHashMap<>();
    for (Note note : notes()) {
      Set<String> ids = new HashSet<>();
      for (Paragraph paragraph : note.paragraphs()) {
        assertThat(ids.add(paragraph.id())).as(paragraph.id()).isTrue();
        assertThat(paragraph.interpreter()).isIn("md", "spark", "spark.sql");
        if (!paragraph.title().isEmpty()) {
          texts.computeIfAbsent(paragraph.title(), t -> new HashSet<>()).add(paragraph.text());
        }
      }
    }
    assertThat(texts).allSatisfy((title, copies) -> assertThat(copies).as(title).hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void everyParagraphShowsSomethingAndNoTextOfTheHistoryIsMarkup(Note note, @TempDir Path profile)
      throws Exception {
    Map<Paragraph, Output> outputs = run(note);

    outputs.forEach(
        (paragraph, output) -> {
          if (paragraph.interpreter().equals("spark.sql")) {
            assertThat(output.rows()).as(paragraph.title()).isNotEmpty();
            assertThat(output.rows())
                .as(paragraph.title())
                .allSatisfy(row -> assertThat(row).noneMatch(INSTRUCTION.asPredicate()));
            paragraph
                .charted()
                .forEach((i, name) -> assertThat(output.columns().get(i)).isEqualTo(name));
          } else if (!paragraph.title().equals("Drawing")) {
            assertThat(output.isHtml()).as("%s: %s", paragraph.title(), output.text()).isTrue();
            assertThat(output.html())
                .doesNotContain("<script", "<b ")
                .doesNotContainPattern(INSTRUCTION);
          }
        });
    everyPictureIsDrawn(pictures(outputs), Browser.orSkip(profile));
  }

  private static void everyPictureIsDrawn(List<Output> pictures, Browser browser) throws Exception {
    Browser.Opened opened =
        browser.act(
            Zeppelin.page(pictures),
            """
            document.body.dataset.seen = Array.from(document.querySelectorAll('section')).map(function (section) {
              var box = section.firstElementChild.getBoundingClientRect();
              return box.width > 300 && box.height > 10 && section.textContent.trim().length > 10;
            }).join();
            """);
    assertThat(pictures).isNotEmpty();
    assertThat(opened.complaints()).isEmpty();
    assertThat(opened.dom())
        .doesNotContain("id=\"taken\"")
        .contains(
            pictures.stream()
                .map(picture -> "true")
                .collect(Collectors.joining(",", "data-seen=\"", "\"")));
  }

  private static List<Output> pictures(Map<Paragraph, Output> outputs) {
    return outputs.values().stream().filter(Output::isHtml).toList();
  }

  /** Leaves a second history, with a text before each that no row is found by. */
  private static void taken() {
    for (String table : List.of("searches", "generations", "trials", "layers")) {
      Dataset<Row> rows = spark.read().parquet(folder.resolve("runs").resolve(table).toString());
      List<String> texts = new ArrayList<>(List.of("architecture_id", "bottleneck", "network"));
      texts.addAll(List.of("name", "operator", "host", "reason", "detail", "controller"));
      for (String column : texts) {
        if (List.of(rows.columns()).contains(column)) {
          rows = rows.withColumn(column, functions.concat(lit(HOSTILE), functions.col(column)));
        }
      }
      rows.write()
          .partitionBy(
              table.equals("trials")
                  ? new String[] {"search_id", "generation"}
                  : new String[] {"search_id"})
          .parquet(folder.resolve("taken").resolve(table).toString());
    }
  }
}
