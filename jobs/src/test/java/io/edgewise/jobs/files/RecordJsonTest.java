package io.edgewise.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordJsonTest {

  private record Inner(int count, List<String> names) {}

  private record Outer(String text, Optional<Double> maybe, Instant writtenAt, Inner inner) {}

  private record Holder(Inner inner) {}

  private static final Outer FULL =
      new Outer(
          "größer",
          Optional.of(0.1),
          Instant.parse("2026-11-24T22:00:00.123456Z"),
          new Inner(3, List.of("a")));

  @Test
  void aRecordIsNamesInSnakeCaseAndTimesAsTexts() {
    assertThat(RecordJson.write(FULL))
        .isEqualTo(
            """
            {
              "text" : "größer",
              "maybe" : 0.1,
              "written_at" : "2026-11-24T22:00:00.123456Z",
              "inner" : {
                "count" : 3,
                "names" : [ "a" ]
              }
            }
            """);
    assertThat(RecordJson.read(RecordJson.write(FULL), Outer.class)).isEqualTo(FULL);
  }

  @Test
  void whatIsEmptyIsNotWrittenAndWhatIsNotKnownIsSkipped() {
    Outer without = new Outer("", Optional.empty(), Instant.EPOCH, new Inner(0, List.of()));
    String text = RecordJson.write(without);
    assertThat(text).doesNotContain("maybe");
    String newer = text.replace("\"count\"", "\"later\" : { \"x\" : [ 1 ] }, \"count\"");
    assertThat(RecordJson.read(newer, Outer.class)).isEqualTo(without);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "{ cut sho -> is no JSON (Unexpected character ('c'",
        "null -> holds null",
        "{} -> has no usable inner",
        "{\"inner\": {\"names\": []}} -> has no usable inner.count",
        "{\"inner\": {\"count\": null, \"names\": []}} -> has no usable inner.count",
        "{\"inner\": {\"count\": 1}} -> has no usable inner.names",
        "{\"inner\": {\"count\": \"many\", \"names\": []}} -> has no usable inner.count",
        "{\"inner\": {\"count\": 1, \"names\": [{}]}} -> has no usable inner.names.[0]",
        "{\"inner\": {\"count\": 1, \"count\": 2, \"names\": []}} -> has no usable inner",
        "{\"inner\": {\"count\": 1, \"names\": []}} x -> is no JSON (Unrecognized token 'x'",
      })
  void whatLacksOrRepeatsSomethingIsRefused(String text, String message) {
    assertThatThrownBy(() -> RecordJson.read(text, Holder.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
