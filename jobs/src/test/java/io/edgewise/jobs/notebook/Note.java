package io.edgewise.jobs.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A note of Zeppelin as it lies in {@code notebooks}. */
public record Note(String name, List<Paragraph> paragraphs) {

  /**
   * A paragraph as Zeppelin takes it apart.
   *
   * @param id unique in its note
   * @param interpreter the word after the first percent sign
   * @param text the rest
   * @param charted the columns that its chart names, by their places
   */
  public record Paragraph(
      String id, String title, String interpreter, String text, Map<Integer, String> charted) {

    static Paragraph of(JsonNode json) {
      String[] parts = json.get("text").asText().split("\n", 2);
      Map<Integer, String> charted = new LinkedHashMap<>();
      JsonNode graph = json.at("/config/results/0/graph");
      for (String axis : List.of("keys", "values", "groups")) {
        graph.path(axis).forEach(c -> charted.put(c.get("index").asInt(), c.get("name").asText()));
      }
      return new Paragraph(
          json.get("id").asText(),
          json.get("title").asText(),
          parts[0].substring(1),
          parts[1],
          charted);
    }
  }

  /** All notes of a folder, in the order of their names. */
  public static List<Note> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".zpln")).sorted().toList();
    }
    List<Note> notes = new ArrayList<>();
    for (Path file : files) {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      List<Paragraph> paragraphs = new ArrayList<>();
      json.get("paragraphs").forEach(paragraph -> paragraphs.add(Paragraph.of(paragraph)));
      notes.add(new Note(file.getFileName().toString().replace(".zpln", ""), paragraphs));
    }
    return notes;
  }

  @Override
  public String toString() {
    return name;
  }
}
