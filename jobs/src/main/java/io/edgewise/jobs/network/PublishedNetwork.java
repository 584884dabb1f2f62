package io.edgewise.jobs.network;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import java.util.Optional;

/**
 * A built-in network that is made of the blocks of a search, and can therefore be trained and
 * quantised as a found one.
 *
 * @param view as published, or at the resolution of the name
 */
public record PublishedNetwork(String name, Architecture architecture, DeployView view) {

  /**
   * Finds a network by its name.
   *
   * @param name {@code NAME} or {@code NAME@RESOLUTION}
   * @return empty if blocks make no network of that name
   * @throws IllegalArgumentException if the resolution is none
   */
  public static Optional<PublishedNetwork> find(String name) {
    int at = name.indexOf('@');
    return PublishedNetworks.find(at < 0 ? name : name.substring(0, at))
        .map(
            staged -> {
              LayerGraph graph = Networks.find(name);
              return new PublishedNetwork(
                  name,
                  new Architecture(List.of(), staged),
                  new DeployView(
                      graph.input().height(), graph.input().channels(), graph.output().channels()));
            });
  }
}
