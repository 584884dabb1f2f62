package io.edgewise.jobs.notebook;

import io.edgewise.jobs.notebook.Note.Paragraph;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.zeppelin.display.Input;
import scala.Console;
import scala.collection.JavaConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.Results.Result;

/**
 * Zeppelin's Spark interpreter as notes meet it: one Scala REPL, as spark-shell sets it up, one
 * Spark, and forms of whose values some are chosen.
 */
public final class Zeppelin implements AutoCloseable {

  /**
   * An output is what a paragraph shows.
   *
   * @param columns of a query; empty of Scala
   * @param rows of a query, each as text
   * @param text what Scala printed
   */
  public record Output(List<String> columns, List<List<String>> rows, String text) {

    private static final String HTML = "%html ";

    /** Returns whether Zeppelin shows it as HTML. */
    public boolean isHtml() {
      return text.startsWith(HTML);
    }

    /** The text after the word that tells Zeppelin so. */
    public String html() {
      return text.substring(HTML.length());
    }
  }

  private final SparkSession spark;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Forms forms = new Forms();
  private final IMain repl;

  /**
   * Starts the interpreter.
   *
   * @param classes where Spark looks for classes of the REPL
   */
  public Zeppelin(SparkSession spark, Path classes) {
    this.spark = spark;
    Settings settings = new Settings();
    settings.processArguments(
        JavaConverters.asScalaBuffer(
                List.of(
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-Yrepl-class-based",
                    "-Yrepl-outdir",
                    classes.toString()))
            .toList(),
        true);
    repl =
        new IMain(
            settings,
            new PrintWriter(new OutputStreamWriter(printed, StandardCharsets.UTF_8), true));
    bind("spark", SparkSession.class, spark);
    bind("z", Forms.class, forms);
  }

  private void bind(String name, Class<?> type, Object value) {
    repl.bind(
        name, type.getName(), value, JavaConverters.asScalaBuffer(List.of("@transient")).toList());
    printed.reset();
  }

  /**
   * Runs a paragraph.
   *
   * @param chosen values of forms, by their names; the others stand as they are preset
   * @throws AssertionError if it does not compile, or throws
   */
  public Output run(Paragraph paragraph, Map<String, Object> chosen) {
    forms.choose(chosen);
    return paragraph.interpreter().equals("spark.sql")
        ? query(Input.getSimpleQuery(new HashMap<>(chosen), paragraph.text(), false))
        : scala(paragraph);
  }

  private Output query(String sql) {
    Dataset<Row> answer = spark.sql(sql);
    List<List<String>> rows =
        answer.collectAsList().stream()
            .map(
                row ->
                    IntStream.range(0, row.size())
                        .mapToObj(i -> String.valueOf(row.get(i)))
                        .toList())
            .toList();
    return new Output(Arrays.asList(answer.columns()), rows, "");
  }

  private Output scala(Paragraph paragraph) {
    printed.reset();
    Result result = Console.withOut(printed, () -> repl.interpret(paragraph.text()));
    String text = printed.toString(StandardCharsets.UTF_8);
    if (!result.toString().equals("Success")) {
      throw new AssertionError(paragraph.title() + ": " + result + "\n" + text);
    }
    return new Output(List.of(), List.of(), text);
  }

  /** Puts outputs below each other, as a note does. */
  public static String page(List<Output> outputs) {
    return outputs.stream()
        .map(output -> "<section>" + output.html() + "</section>\n")
        .collect(
            Collectors.joining("", "<!doctype html><meta charset=\"utf-8\"><body>\n", "</body>\n"));
  }

  @Override
  public void close() {
    repl.close();
  }
}
