package io.edgewise.jobs.network;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.sim.settings.HomeFolder;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.tflite.TfliteException;
import io.edgewise.sim.tflite.TfliteNetwork;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Finds networks: a {@code .tflite} file, an architecture of a search as {@code .json}, a built-in
 * name such as {@code mobilenet-v1-0.25@128}, or {@code nb201:ARCHITECTURE@RESOLUTION:CLASSES}.
 *
 * @param folder relative file names are relative to it
 * @param view how an architecture is deployed
 */
public record NetworkFinder(String folder, DeployView view) implements Serializable {

  private static final String ARCHITECTURE_SUFFIX = ".json";

  /** Finds files beside a table; deploys architectures for ImageNet at 224 x 224. */
  public static NetworkFinder beside(Path table) {
    Path folder = table.toAbsolutePath().getParent();
    return new NetworkFinder(folder == null ? "" : folder.toString(), new DeployView(224, 3, 1000));
  }

  /** Tells whether a name is one of an architecture file. */
  public static boolean isArchitectureFile(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ARCHITECTURE_SUFFIX);
  }

  /**
   * Finds a network: a file where there is one of that name, else a built-in network. A file is
   * what its name says in either case, {@code MODEL.TFLITE} as {@code model.tflite}; one that ends
   * in neither is taken for a {@code .tflite} file.
   *
   * @throws SettingsException if there is no such network or its file is wrong; the message says
   *     what is
   */
  public LayerGraph find(String name) {
    return read(name).graph();
  }

  /**
   * A network as it was found.
   *
   * @param isFloat whether its file is of floats or of 16-bit integers, so that the graph is that
   *     of the network as it will be once it is quantised
   */
  public record Found(LayerGraph graph, boolean isFloat) {}

  /**
   * Finds a network and how it stands in its file.
   *
   * @throws SettingsException as {@link #find} does
   */
  public Found read(String name) {
    try {
      Path file = Path.of(folder).resolve(HomeFolder.path(name));
      boolean isModel = name.toLowerCase(Locale.ROOT).endsWith(TfliteReader.SUFFIX);
      if (isArchitectureFile(name)) {
        return new Found(lowered(file), false);
      }
      if (isModel || Files.isRegularFile(file)) {
        TfliteNetwork network = TfliteReader.read(file);
        return new Found(network.graph(), network.precision() == TfliteNetwork.Precision.FLOAT);
      }
      if (name.contains("/")) { // No built-in name does.
        throw new IllegalArgumentException(
            "is no network; allowed is a file whose name ends in .tflite, or in .json for an"
                + " architecture of a search, or a name that `edgewise networks` lists");
      }
      return new Found(Networks.find(name), false);
    } catch (TfliteException | IllegalArgumentException e) {
      throw new SettingsException(name, List.of(String.valueOf(e.getMessage())));
    }
  }

  private LayerGraph lowered(Path file) {
    Architecture architecture = ArchitectureJson.read(file).architecture();
    return Lowering.lower(architecture.id().hex(), view.network(architecture));
  }
}
