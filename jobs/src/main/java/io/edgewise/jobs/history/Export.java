package io.edgewise.jobs.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.table.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables for programs that read no Parquet. */
public final class Export {

  /** A format is how a row is spelt. */
  public enum Format {
    /** RFC 4180 with a header; what is null is empty, lists and maps are JSON. */
    CSV,
    /** One JSON object a line; numbers that JSON lacks are texts. */
    JSON
  }

  /** The fields of a structure are spelt as columns are. */
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private Export() {}

  /** Writes a table of a search, row after row. */
  public static void write(StoredSearch search, Table table, Format format, PrintStream out) {
    switch (table) {
      case TRIALS -> write(TrialRow.ROWS, search.trials(), format, out);
      case GENERATIONS -> write(GenerationRow.ROWS, search.generations(), format, out);
      case LAYERS -> write(LayerRow.ROWS, search.layers(), format, out);
      case SEARCHES -> write(SearchRow.ROWS, Stream.of(search.searchRow()), format, out);
    }
  }

  private static <R extends Record> void write(
      RowType<R> type, Stream<R> rows, Format format, PrintStream out) {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    try {
      switch (format) {
        case CSV -> writeCsv(type, rows, text);
        case JSON -> writeJson(type, rows, text);
      }
      text.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the table cannot be printed: " + e.getMessage(), e);
    }
  }

  private static <R extends Record> void writeCsv(RowType<R> type, Stream<R> rows, Writer out) {
    CsvWriter csv = new CsvWriter(out, type.columns().stream().map(RowType.Column::name).toList());
    rows.forEach(row -> csv.row(type.columns().stream().map(c -> text(c.valueIn(row))).toList()));
  }

  private static <R extends Record> void writeJson(RowType<R> type, Stream<R> rows, Writer out)
      throws IOException {
    for (Iterator<R> next = rows.iterator(); next.hasNext(); ) {
      out.write(json(type, next.next()) + "\n");
    }
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof List || value instanceof Map ? spell(value) : value.toString();
  }

  private static <R extends Record> String json(RowType<R> type, R row) {
    ObjectNode object = JSON.createObjectNode();
    for (RowType.Column column : type.columns()) {
      Object value = column.valueIn(row);
      object.putPOJO(column.name(), value instanceof Instant ? value.toString() : value);
    }
    return spell(object);
  }

  private static String spell(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers, texts, lists and maps can be written", e);
    }
  }
}
