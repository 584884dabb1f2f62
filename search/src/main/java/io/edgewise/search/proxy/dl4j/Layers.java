package io.edgewise.search.proxy.dl4j;

import java.util.ServiceLoader;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The layers say which layers a network is made of, and how its batches get to where these layers
 * read them.
 */
enum Layers {
  /** Our own: they work on the memory of the CPU. */
  FAST {
    @Override
    NetworkGraph graph(IUpdater updater, long seed) {
      return new FastGraph(updater, seed);
    }

    @Override
    BatchArray batch(long... shape) {
      return new BatchArray.InPlace(shape);
    }

    @Override
    int arraysAnOutput() {
      return 3; // before normalisation, after it, and a gradient
    }

    @Override
    int trainingsAtATime() {
      return Runtime.getRuntime().availableProcessors();
    }
  },
  /** DL4J's own: they run wherever ND4J keeps its arrays. */
  STOCK {
    @Override
    NetworkGraph graph(IUpdater updater, long seed) {
      return new StockGraph(updater, seed);
    }

    @Override
    BatchArray batch(long... shape) {
      return new BatchArray.Copied(shape);
    }

    @Override
    int arraysAnOutput() {
      return 2; // a gradient as well
    }

    @Override
    int trainingsAtATime() {
      return Nd4j.getAffinityManager().getNumberOfDevices();
    }
  };

  private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  /**
   * Those for the ND4J backend on the class path.
   *
   * @throws Arithmetic.WrongException if it does not compute on this machine, or wrongly
   */
  static Layers ofBackend() {
    OneBlas.claim();
    Nd4jArithmetic.require();
    return of(Nd4j.getEnvironment());
  }

  /** Returns whether ND4J for CPUs is on a class path. Nothing is loaded to tell. */
  static boolean areForCpus(ClassLoader loader) {
    return ServiceLoader.load(Nd4jBackend.class, loader).stream()
        .anyMatch(backend -> backend.type().getName().equals(CPU_BACKEND));
  }

  /** Those for a backend. */
  static Layers of(Environment backend) {
    return backend.isCPU() ? FAST : STOCK;
  }

  /** The beginning of a graph of such layers. */
  abstract NetworkGraph graph(IUpdater updater, long seed);

  /** A FLOAT array in C order, whose first dimension is that of the examples. */
  abstract BatchArray batch(long... shape);

  /** Returns how many arrays of its size a training holds for the output of a layer. */
  abstract int arraysAnOutput();

  /** Returns how many trainings a JVM runs side by side: one a core, or one a device. */
  abstract int trainingsAtATime();
}
