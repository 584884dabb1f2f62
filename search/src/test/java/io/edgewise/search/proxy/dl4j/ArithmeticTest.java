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
  void aGpuThatNd4jHasNothingForIsNamedWithTheOnesItHas() {
    RuntimeException fault =
        new RuntimeException("cudaGetSymbolAddress(...) failed; Error code: [13]");
    Runnable products =
        () -> {
          throw fault;
        };
    assertThat(Nd4jArithmetic.wrong(products, true))
        .hasCause(fault)
        .hasMessage(
            "ND4J cannot compute on this machine (java.lang.RuntimeException:"
                + " cudaGetSymbolAddress(...) failed; Error code: [13]); this edgewise.jar is one of"
                + " mvn -Pcuda, which needs Nvidia's driver, the libraries of CUDA 11.6, and a GPU of"
                + " compute capability 3.7 to 8.9: its natives hold nothing for newer ones, such as"
                + " an H100. A plain build trains on CPUs, and proxy.trainer = command with PyTorch"
                + " on any GPU");
    assertThat(Nd4jArithmetic.wrong(products, false))
        .hasMessageEndingWith(
            "[13]); its natives are for Linux on x86-64; they come with edgewise.jar and are unpacked"
                + " into the temporary folder and ~/.javacpp, which must not be mounted noexec: name"
                + " others by JAVA_TOOL_OPTIONS=\"-Djava.io.tmpdir=DIR"
                + " -Dorg.bytedeco.javacpp.cachedir=DIR\"");
  }

  @Test
  void whatIsMissingIsToldByTheFaultAtTheBottom() {
    LinkageError fault =
        new ExceptionInInitializerError(
            new RuntimeException(new UnsatisfiedLinkError("libcublas.so.11: no such file")));
    assertThat(
            Nd4jArithmetic.wrong(
                () -> {
                  throw fault;
                },
                true))
        .hasMessageStartingWith(
            "ND4J cannot compute on this machine (java.lang.UnsatisfiedLinkError: libcublas.so.11:"
                + " no such file); this edgewise.jar");
  }

  @Test
  void whoeverTrainsKeepsMllibOffTheMachinesBlas() {
    new Dl4jProxyTrainer();
    assertThat(System.getProperty("dev.ludovic.netlib.blas.nativeLib")).isEqualTo("none");
  }
}
