package io.edgewise.jobs.network;

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
import java.util.Optional;

/**
 * Finds networks: a {@code .tflite} file, an architecture of a search as {@code .json}, a built-in
 * name such as {@code mobilenet-v1-0.25@128}, or {@code nb201:ARCHITECTURE@RESOLUTION:CLASSES}.
 *
 * @param folder relative file names are relative to it
 * @param request how an architecture is to be deployed
 */
public record NetworkFinder(String folder, DeployRequest request) implements Serializable {

  private static final String ARCHITECTURE_SUFFIX = ".json";

  /** Finds files beside a table; deploys architectures as their files say. */
  public static NetworkFinder beside(Path table) {
    Path folder = table.toAbsolutePath().getParent();
    return new NetworkFinder(folder == null ? "" : folder.toString(), DeployRequest.NONE);
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
   * @param architecture the architecture that was lowered; empty of other networks
   * @param isBuiltIn whether the name alone says what the network is
   */
  public record Found(
      LayerGraph graph,
      boolean isFloat,
      Optional<DeployedArchitecture> architecture,
      boolean isBuiltIn) {

    static Found deployed(DeployedArchitecture architecture) {
      return new Found(architecture.graph(), false, Optional.of(architecture), false);
    }

    static Found model(TfliteNetwork network) {
      return new Found(
          network.graph(),
          network.precision() == TfliteNetwork.Precision.FLOAT,
          Optional.empty(),
          false);
    }

    static Found builtIn(String name) {
      return new Found(Networks.find(name), false, Optional.empty(), true);
    }
  }

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
        return Found.deployed(deployed(file));
      }
      if (isModel || Files.isRegularFile(file)) {
        return Found.model(TfliteReader.read(file));
      }
      if (name.contains("/")) { // No built-in name does.
        throw new IllegalArgumentException(
            "is no network; allowed is a file whose name ends in .tflite, or in .json for an"
                + " architecture of a search, or a name that `edgewise networks` lists");
      }
      return Found.builtIn(name);
    } catch (TfliteException | IllegalArgumentException e) {
      throw new SettingsException(name, List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Reads an architecture's file, and says how it is deployed.
   *
   * @throws SettingsException if it is missing or wrong
   */
  public DeployedArchitecture deployed(Path file) {
    NetworkFile read = NetworkFile.read(file);
    return new DeployedArchitecture(read, request.view(read.finding().map(Finding::deployed)));
  }
}
