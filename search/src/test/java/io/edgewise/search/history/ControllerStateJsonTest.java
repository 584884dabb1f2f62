package io.edgewise.search.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.controller.ControllerState;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControllerStateJsonTest {

  @Test
  void aStateIsPlainJson() {
    ControllerState state =
        new ControllerState(
            "ppo",
            Map.of(
                "w",
                new double[] {0.1, -0.0, Double.NaN, Double.NEGATIVE_INFINITY},
                "b",
                new double[0]),
            Map.of("seen", List.of("a\"b", "Größe 🧠")));
    String json =
        "{\"controller\":\"ppo\",\"vectors\":{\"b\":[],\"w\":[0.1,-0.0,\"NaN\",\"-Infinity\"]},"
            + "\"texts\":{\"seen\":[\"a\\\"b\",\"Größe 🧠\"]}}";

    assertThat(ControllerStateJson.write(state)).isEqualTo(json);
    assertThat(ControllerStateJson.read(json)).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyDoubleComesBackWithItsBits(long seed) {
    double[] any = new Random(seed).longs(10_000).mapToDouble(Double::longBitsToDouble).toArray();
    ControllerState state = new ControllerState("x", Map.of("any", any), Map.of());

    assertThat(ControllerStateJson.read(ControllerStateJson.write(state))).isEqualTo(state);
  }

  @Test
  void fieldsOfNewerVersionsAreIgnored() {
    assertThat(ControllerStateJson.read("{\"controller\":\"x\",\"more\":{\"a\":[1,{}]}}"))
        .isEqualTo(new ControllerState("x", Map.of(), Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                              | end-of-input",
        "[]                                             | START_OBJECT should be",
        "{}                                             | controller is missing",
        "{\"controller\":1}                             | VALUE_STRING should be",
        "{\"controller\":\"x\",\"vectors\":[]}          | START_OBJECT should be",
        "{\"controller\":\"x\",\"vectors\":{\"a\":1}}   | START_ARRAY should be",
        "{\"controller\":\"x\",\"vectors\":{\"a\":[\"1\"]}} | \"1\" is not a number",
        "{\"controller\":\"x\",\"vectors\":{\"a\":[[]]}} | not numeric",
        "{\"controller\":\"x\",\"texts\":{\"a\":[1]}}   | VALUE_STRING should be",
        "{\"controller\":\"x\",\"controller\":\"y\"}    | Duplicate field",
        "{\"controller\":\"x\"} {}                      | something follows",
      })
  void whatIsNoStateIsRefused(String json, String message) {
    assertThatThrownBy(() -> ControllerStateJson.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("controller state: ")
        .hasMessageContaining(message);
  }
}
