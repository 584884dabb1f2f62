package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.search.trial.SearchId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

  private static final SearchId SEARCH = new SearchId("exported");

  @TempDir Path root;
  private StoredSearch search;

  @BeforeEach
  void write() {
    HistorySamples.write(root, SEARCH, 2, 20);
    search = History.open(new Configuration(), root.toUri().toString()).search(SEARCH);
  }

  private String export(Table table, Export.Format format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Export.write(search, table, format, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSearchIsOneRow() {
    assertThat(export(Table.SEARCHES, Export.Format.CSV))
        .isEqualTo(
            "search_id,space,fingerprint,config_text,settings,contents,environment,created_at\r\n"
                + "exported,tiny,"
                + Samples.provenance("seed", "1").fingerprint()
                + ",\"search { id = test }\n# Größe\n\",\"{\"\"seed\"\":\"\"1\"\"}\","
                + "\"{\"\"chip.name\"\":\"\"\\\"\"tiny\\\"\"\"\"}\","
                + "\"{\"\"java\"\":\"\"17.0.15\"\"}\",2026-11-24T02:30:00.123456Z\r\n");
  }

  @Test
  void everyValueIsFoundAgainInTheCsv() {
    List<List<String>> lines = parse(export(Table.TRIALS, Export.Format.CSV));
    List<TrialRow> trials = search.trials().toList();
    assertThat(lines).hasSize(41);
    for (int i = 0; i < trials.size(); i++) {
      for (int c = 0; c < TrialRow.ROWS.columns().size(); c++) {
        Object value = TrialRow.ROWS.columns().get(c).valueIn(trials.get(i));
        if (!(value instanceof List)) {
          assertThat(lines.get(i + 1).get(c)).isEqualTo(value == null ? "" : value.toString());
        }
      }
    }
  }

  @Test
  void everyLineIsAJsonObjectOfAllColumns() throws Exception {
    List<TrialRow> trials = search.trials().toList();
    List<String> lines = export(Table.TRIALS, Export.Format.JSON).lines().toList();
    assertThat(lines).hasSize(40);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode json = new ObjectMapper().readTree(lines.get(i));
      assertThat(json.size()).isEqualTo(TrialRow.ROWS.columns().size());
      assertThat(json.get("architecture_id").textValue()).isEqualTo(trials.get(i).architectureId());
      assertThat(json.get("epoch_losses").size()).isEqualTo(trials.get(i).epochLosses().size());
      assertThat(json.get("reward").isNull()).isEqualTo(trials.get(i).reward() == null);
    }
  }

  /** RFC 4180, the plain way: character by character. */
  private static List<List<String>> parse(String csv) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (c == '"' && quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        value.append(csv.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted || c != ',' && c != '\r' && c != '\n') {
        value.append(c);
      } else if (c != '\r') {
        line.add(value.toString());
        value.setLength(0);
        if (c == '\n') {
          lines.add(List.copyOf(line));
          line.clear();
        }
      }
    }
    return lines;
  }
}
