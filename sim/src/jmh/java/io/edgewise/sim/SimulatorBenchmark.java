package io.edgewise.sim;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * Networks a second on one core, at the size of EfficientNet-EdgeTPU-S.
 *
 * <pre>
 * mvn -Pjmh -pl sim verify -Djmh.args="SimulatorBenchmark -f 1 -wi 3 -i 5 -prof gc"
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
public class SimulatorBenchmark {

  private static final int POPULATION = 64;

  private final AcceleratorSpec spec = AcceleratorFile.find("coral-usb");
  private final Simulator memoised = new CycleSimulator(spec);
  private final Simulator cold = new CycleSimulator(spec, 0);
  private final List<LayerGraph> population = new ArrayList<>();
  private int next;

  /** One family at many resolutions: what a population shares and what it does not. */
  @Setup
  public void build() {
    for (int i = 0; i < POPULATION; i++) {
      population.add(Networks.find("efficientnet-edgetpu-s@" + (160 + 8 * (i % 16))));
    }
  }

  /** Every layer is mapped anew. */
  @Benchmark
  public SimulationResult cold() {
    return cold.simulate(network());
  }

  /** Layer shapes seen before are remembered. */
  @Benchmark
  public SimulationResult memoised() {
    return memoised.simulate(network());
  }

  private LayerGraph network() {
    next = (next + 1) % POPULATION;
    return population.get(next);
  }
}
