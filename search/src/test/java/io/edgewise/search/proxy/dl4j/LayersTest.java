package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** These tests say which layers a backend of ND4J gets, and what comes with them. */
class LayersTest {

  /** A backend that tells no more than whether it computes on the CPU. */
  private static Environment backend(boolean isCpu) {
    return (Environment)
        Proxy.newProxyInstance(
            LayersTest.class.getClassLoader(),
            new Class<?>[] {Environment.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("isCPU");
              return isCpu;
            });
  }

  @Test
  @DisplayName("the CPU gets the fast layers, whatever else DL4J's own")
  void chosenByTheBackend() {
    assertThat(Layers.of(backend(true))).isEqualTo(Layers.FAST);
    assertThat(Layers.of(backend(false))).isEqualTo(Layers.STOCK);
    assertThat(Layers.ofBackend()).isEqualTo(Layers.of(Nd4j.getEnvironment()));
  }

  /** A build for GPUs has another backend in place of that for CPUs. */
  @Test
  void weightsAreKeptWhereTheClassPathHasTheBackendForCpus() {
    ClassLoader without =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/org.nd4j.linalg.factory.Nd4jBackend")
                ? Collections.emptyEnumeration()
                : super.getResources(name);
          }
        };
    assertThat(Dl4jProxyTrainer.keepsWeights()).isTrue();
    assertThat(Dl4jProxyTrainer.keepsWeights(without)).isFalse();
  }

  @Test
  void aGraphIsOfTheLayersThatWereChosen() {
    assertThat(Layers.FAST.graph(new NoOp(), 1)).isInstanceOf(FastGraph.class);
    assertThat(Layers.STOCK.graph(new NoOp(), 1)).isInstanceOf(StockGraph.class);
  }

  @ParameterizedTest
  @EnumSource(Layers.class)
  @DisplayName("a batch holds what was put last; one that is not full holds its first examples")
  void batches(Layers layers) {
    try (BatchArray batch = layers.batch(3, 2, 1)) {
      IntStream.range(0, 3).forEach(i -> batch.put(i, new float[] {i, i + 4}));
      assertThat(HostCopy.read(batch.first(3))).containsExactly(0, 4, 1, 5, 2, 6);

      batch.put(0, new float[] {7, 8});
      assertThat(batch.first(2).shape()).containsExactly(2, 2, 1);
      assertThat(HostCopy.read(batch.first(2))).containsExactly(7, 8, 1, 5);
    }
  }
}
