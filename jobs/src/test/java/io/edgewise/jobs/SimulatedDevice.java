package io.edgewise.jobs;

import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.tflite.TfliteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A device that is a program: it takes as long as the simulator says of an accelerator that the
 * search does not know, with noise, and prints that as a tool for a real one would.
 */
final class SimulatedDevice {

  private static final int RUNS = 5;
  private static final double NOISE = 0.01;

  private SimulatedDevice() {}

  /**
   * The words of a command that runs it, for a settings file.
   *
   * @param asked gets a line for each network
   */
  static String command(Path accelerator, Path asked) {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            SimulatedDevice.class.getName(),
            accelerator.toString(),
            "{tflite}",
            asked.toString(),
            "{architecture}");
    return words.stream().map(word -> "\"" + word + "\"").toList().toString();
  }

  /** The file of the accelerator, that of the network, and what tells of it where. */
  public static void main(String[] args) throws Exception {
    Files.writeString(
        Path.of(args[2]), args[3] + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Path file = Path.of(args[1]);
    CycleSimulator device = new CycleSimulator(AcceleratorFile.find(args[0]));
    Simulated run = (Simulated) device.simulate(TfliteReader.read(file).graph());
    Random noise = new Random(Files.size(file));
    System.out.println("INFO: Created TensorFlow Lite delegate.");
    for (int i = 0; i < RUNS; i++) {
      double millis = run.report().latencyMillis() * Math.exp(NOISE * noise.nextGaussian());
      System.out.println(String.format(Locale.ROOT, "%.4f", millis));
    }
  }
}
