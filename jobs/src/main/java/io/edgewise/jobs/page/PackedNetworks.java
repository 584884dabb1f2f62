package io.edgewise.jobs.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.trial.Trial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Packs the files of networks, as other commands read them, into one text for the page: they are
 * alike, so that hundreds take little more room than one.
 */
final class PackedNetworks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PackedNetworks() {}

  /**
   * Packs the networks of trials.
   *
   * @param space the name that the files give their search space
   * @return Base64 of gzip of a JSON object: the text of a file by the network's id
   */
  static String pack(String space, List<Trial> trials) {
    ObjectNode files = JSON.createObjectNode();
    for (Trial trial : trials) {
      files.put(
          trial.architecture().id().hex(),
          ArchitectureJson.write(new ArchitectureJson.Document(space, trial.architecture())));
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(files.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail", e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
