package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ManifestTest {

  private static final SearchId SEARCH = new SearchId("s");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Manifest MANIFEST =
      new Manifest(
          SEARCH,
          3,
          3,
          "t00000002-abc",
          2,
          List.of(
              new TableFile(Table.TRIALS, 3, "part-00000003-t00000002-abc.parquet", 8, 99, "00"),
              new TableFile(Table.LAYERS, 3, "part-00000003-t00000002-abc.parquet", 5, 77, "11")));

  @Test
  void aManifestIsJsonThatNamesItsFiles() {
    assertThat(new String(MANIFEST.toJson(), StandardCharsets.UTF_8))
        .contains("\"format\" : \"edgewise-history\"")
        .contains("\"schema\" : \"1.8\"")
        .contains("trials/search_id=s/generation=3/part-00000003-t00000002-abc.parquet")
        .contains("layers/search_id=s/part-00000003-t00000002-abc.parquet");
    assertThat(Manifest.fromJson(SEARCH, MANIFEST.toJson())).isEqualTo(MANIFEST);
  }

  @Test
  void everyFlippedByteIsNoticed() {
    byte[] bytes = MANIFEST.toJson();
    // The last byte is a newline, which nobody misses.
    for (int i = 0; i < bytes.length - 1; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 1;
      try {
        // White space between tokens may change without harm; what is read may not.
        assertThat(Manifest.fromJson(SEARCH, flipped)).isEqualTo(MANIFEST);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      }
    }
  }

  @Test
  void everyCutIsNoticed() {
    byte[] bytes = MANIFEST.toJson();
    for (int length = 0; length < bytes.length - 1; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Manifest.fromJson(SEARCH, cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void fieldsOfANewerMinorVersionAreIgnored() {
    byte[] newer = edited(json -> json.put("schema", "1.8").put("mood", "good"));
    assertThat(Manifest.fromJson(SEARCH, newer)).isEqualTo(MANIFEST);
  }

  @Test
  void aNewerMajorVersionIsNotMisread() {
    assertThatThrownBy(() -> Manifest.fromJson(SEARCH, edited(json -> json.put("schema", "2.0"))))
        .isInstanceOf(HistoryException.class)
        .hasMessage(
            "search s was written by a newer Edgewise, with schema version 2.0; this one reads up"
                + " to 1.x. Use the newer one");
  }

  @Test
  void noManifestLeavesItsSearch() {
    assertThatThrownBy(() -> Manifest.fromJson(new SearchId("t"), MANIFEST.toJson()))
        .hasMessageContaining("belongs to search s");
    for (String path :
        List.of(
            "trials/search_id=s/generation=3/../../x.parquet",
            "trials/search_id=t/generation=3/part-0.parquet",
            "/etc/part-0.parquet",
            "layers/search_id=s/part-0.parquet",
            "trials/search_id=s/generation=3/_part-0.parquet")) {
      byte[] edited =
          edited(json -> ((ObjectNode) json.withArray("files").get(0)).put("path", path));
      assertThatThrownBy(() -> Manifest.fromJson(SEARCH, edited))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("names ");
    }
    assertThatThrownBy(() -> Manifest.fromJson(SEARCH, edited(j -> j.put("attempt", "../x"))))
        .hasMessageContaining("has an attempt \"../x\"");
  }

  /** Changed by somebody who knows how the checksum is made. */
  private static byte[] edited(Consumer<ObjectNode> edit) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(MANIFEST.toJson());
      json.remove("checksum");
      edit.accept(json);
      json.put("checksum", TableFile.sha256(JSON.writeValueAsBytes(json)));
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
