package io.edgewise.search.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.trial.SearchId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "quickstart", "nightly-2026-11-24", "A.b_c-9", "e5", "x..y"})
  void aSearchIdIsAWord(String id) {
    assertThat(new SearchId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        ".hidden",
        "_hidden",
        "a b",
        "ä",
        "a\n",
        "search_id=1",
        "2026-11-24",
        "007",
        "NaN",
        "Infinity"
      })
  void aSearchIdNeitherLeavesItsFolderNorHidesNorLooksLikeANumber(String id) {
    assertThatThrownBy(() -> new SearchId(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("search id \"" + id + "\": must be 1 to 64 of A-Z a-z 0-9 . _ -");
  }

  @Test
  void aSearchIdHasAtMost64Characters() {
    assertThat(new SearchId("a".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> new SearchId("a".repeat(65))).hasMessageContaining("1 to 64");
  }

  @Test
  void theSettingsMakeTheFingerprint() {
    Provenance one = provenance("config one", Map.of("seed", "1", "pool", "8"));
    Provenance same = provenance("config two", Map.of("pool", "8", "seed", "1"));
    Provenance other = provenance("config one", Map.of("seed", "2", "rounds", "3"));

    assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).hasSize(64);
    assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    assertThat(one.differences(same)).isEmpty();
    assertThat(one.differences(other)).containsExactly("pool", "rounds", "seed");
  }

  @Test
  void noTwoListsOfSettingsSpellTheSameBytes() {
    assertThat(provenance("", Map.of("ab", "c")).fingerprint())
        .isNotEqualTo(provenance("", Map.of("a", "bc")).fingerprint());
  }

  @Test
  void contentsCountInPlaceOfTheNamesOfTheirFiles() {
    Provenance here = named("chips/a.conf", "chip.host.fixed-micros", "573");
    Provenance moved = named("chips/b.conf", "chip.host.fixed-micros", "573");
    Provenance edited = named("chips/a.conf", "chip.host.fixed-micros", "900");

    assertThat(here.differences(moved)).isEmpty();
    assertThat(here.fingerprint()).isEqualTo(moved.fingerprint());
    assertThat(here.differences(edited)).containsExactly("chip.host.fixed-micros");
    assertThat(here.fingerprint()).isNotEqualTo(edited.fingerprint());
    assertThat(edited.value("chip.host.fixed-micros")).contains("900");
  }

  @Test
  void whereOneSearchDidNotWriteThemDownNamesCount() {
    Provenance before = provenance("", Map.of("accelerator", "chips/a.conf"));
    assertThat(before.differences(named("chips/a.conf", "chip.host.fixed-micros", "573")))
        .isEmpty();
    assertThat(before.differences(named("chips/b.conf", "chip.host.fixed-micros", "573")))
        .containsExactly("accelerator");
  }

  private static Provenance named(String accelerator, String key, String value) {
    return new Provenance(
        "space",
        "",
        new TreeMap<>(Map.of("accelerator", accelerator)),
        new Contents(new TreeMap<>(Map.of(key, value))),
        new TreeMap<>(),
        Instant.EPOCH);
  }

  private static Provenance provenance(String text, Map<String, String> settings) {
    return new Provenance(
        "space", text, new TreeMap<>(settings), Contents.UNKNOWN, new TreeMap<>(), Instant.EPOCH);
  }
}
