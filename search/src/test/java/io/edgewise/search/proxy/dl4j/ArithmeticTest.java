package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ArithmeticTest {

  @Test
  void theVectorsAreOfSmallWholeNumbersThatAFloatHoldsExactly() {
    double[] a = Arithmetic.vector(1);
    assertThat(a).hasSize(512).startsWith(-4, 3, -1, -5, 2);
    assertThat(Arrays.stream(a)).allMatch(x -> x == Math.rint(x) && Math.abs(x) <= 5);
    assertThat(Arithmetic.dot(new double[] {1, 2, 3}, new double[] {4, -5, 6})).isEqualTo(12);
  }

  @Test
  void nd4jComputesWhatItShould() {
    assertThatCode(Nd4jArithmetic::require).doesNotThrowAnyException();
  }

  @Test
  void aWrongResultIsRefused() {
    assertThatThrownBy(() -> Arithmetic.require("MLlib", "a product of two vectors", 12, () -> 0))
        .isInstanceOf(Arithmetic.WrongException.class)
        .hasMessage(
            "MLlib computes wrongly on this machine: a product of two vectors is 0.0 and has to be"
                + " 12.0. Two BLAS libraries in one JVM do that: start it with"
                + " -Ddev.ludovic.netlib.blas.nativeLib=none");
  }

  @Test
  void whoeverTrainsKeepsMllibOffTheMachinesBlas() {
    new Dl4jProxyTrainer();
    assertThat(System.getProperty("dev.ludovic.netlib.blas.nativeLib")).isEqualTo("none");
  }
}
