package io.edgewise.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.placement.Judgement.Place;
import io.edgewise.sim.tflite.ModelSketch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Kinds and versions of operators that the compiler knows, and those that it does not. */
class OperatorVersionCheckTest extends FileCheckFixture {

  /** Each is named with its version and with what is known. */
  @ParameterizedTest
  @CsvSource({"3, 4", "3, 5"})
  void aVersionAboveTheHighestSeenIsNotKnown(int seen, int version) {
    ModelSketch convolution = ModelSketch.convolutionAndPooling();
    convolution.version(0, version);
    assertThat(first(convolution))
        .isEqualTo(
            notKnown(
                "version "
                    + version
                    + " of CONV_2D is above "
                    + seen
                    + ", the highest seen on the device",
                EARLIER,
                SEEN));
    convolution.version(0, seen);
    assertThat(first(convolution)).isEqualTo(Judgement.DEVICE);
  }

  @ParameterizedTest
  @CsvSource({"QUANTIZE, 114, 3", "TRANSPOSE_CONV, 67, 4", "EXP, 47, 2", "CONV_2D, 3, 6"})
  void aVersionThatTheCompilerRefusesIsTheHosts(String kind, int code, int version) {
    unary(code, 1, 8, 8, 4);
    sketch.version(0, version);
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "version "
                    + version
                    + " of "
                    + kind
                    + " is refused by the compiler, as all from "
                    + version
                    + " on",
                EARLIER,
                COMPILER));
  }

  @Test
  void anOperatorThatCameAfterTheCompilerIsTheHosts() {
    unary(BuiltinOperator.GELU, 1, 8, 8, 4);
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "operator code 150 (GELU) came after the compiler, which knows codes below 150",
                OTHERS,
                COMPILER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEAKY_RELU", "HARD_SWISH", "ELU", "ARG_MAX"})
  void anOperatorThatIsNotMappedIsTheHosts(String kind) {
    unary(List.of(BuiltinOperator.names).indexOf(kind), 1, 8, 8, 4);
    assertThat(first(sketch))
        .isEqualTo(
            host(kind + " is not among the operators that the Edge TPU runs", OTHERS, TABLE));
  }

  @Test
  void aCustomOperatorIsTheHosts() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    sketch.custom("Detect", new int[] {in}, sketch.activation("out", 1, 4));
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "Detect is a custom operator",
                "use builtin operators, or move it to the end of the network",
                TABLE));
  }

  @Test
  void aFileThatIsCompiledAlreadyIsSaidToBe() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    sketch.custom("edgetpu-custom-op", new int[] {in}, sketch.activation("out", 1, 4));
    FileCheck check = check(sketch);
    assertThat(check.count(Place.DEVICE)).isEqualTo(1);
    assertThat(check.findings())
        .contains(
            new Finding(
                "operator 0 is a call of the Edge TPU: the file is compiled already",
                "check the file that it was compiled from",
                COMPILER));
  }
}
