package io.edgewise.jobs;

import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A full training of a small network on a few generated images: 10 steps, 6 rounds. */
final class TinyTraining {

  private static final String SPACE =
      """
      name = small
      family = staged
      resolution = [1.0]
      stem { kernel = [3], channels = [8], activation = [relu] }
      every-stage {
        block = [fused, mbconv], kernel = [3], expansion = [3], width = [1.0], layers = [1]
        squeeze-excite = [0], activation = [relu], mbconv { kernel = [3] }
      }
      stages = [ { channels = 8, stride = 1 }, { channels = 16, stride = 2, block = [mbconv] } ]
      head { channels = [32], activation = [relu] }
      """;

  private static final String CONFIG =
      """
      space = "space.conf"
      search.seed = 3
      dataset { kind = generated, examples = 100, test-examples = 20 }
      train { epochs = 2, warm-up = 1, batch-size = 16, averaging-steps = 2, weight-average = 0.9 }
      """;

  private TinyTraining() {}

  /**
   * Writes {@code space.conf}, {@code search.conf} and the network {@code a.json} into a folder.
   */
  static void write(Path folder) throws IOException {
    Path space = Files.writeString(folder.resolve("space.conf"), SPACE);
    Files.writeString(folder.resolve("search.conf"), CONFIG);
    Files.writeString(
        folder.resolve("a.json"),
        ArchitectureJson.write(
            new ArchitectureJson.Document(
                "small", SearchSpaceFile.find(space.toString()).first())));
  }

  /**
   * The words of the command that trains it.
   *
   * @param folder that was written
   * @param more options
   */
  static String[] args(Path folder, Path out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                folder.resolve("a.json").toString(),
                "--config=" + folder.resolve("search.conf"),
                "--out=" + out));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
