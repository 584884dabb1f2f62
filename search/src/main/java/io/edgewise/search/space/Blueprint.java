package io.edgewise.search.space;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.network.BlockNetwork;
import java.io.Serializable;
import java.util.Optional;

/**
 * The network that an architecture's choices spell, in the terms of its family, before a resolution
 * or a task is known.
 */
public interface Blueprint extends Serializable {

  /**
   * One text for one network: whatever does not change the network does not change the text. Its
   * hash is the {@link ArchitectureId}.
   */
  String canonicalForm();

  /** The network's name: equal for two spellings of one network. */
  default ArchitectureId id() {
    return ArchitectureId.of(canonicalForm());
  }

  /**
   * The network block by block; empty if networks of its family have no blocks.
   *
   * @param resolution input height and width where the network's own resolution scale is 1
   * @param inputChannels 1 or 3
   * @param classes outputs of the classifier
   */
  default Optional<BlockNetwork> blockNetwork(int resolution, int inputChannels, int classes) {
    return Optional.empty();
  }

  /**
   * Writes the network and the word for its family, in the words of the space files.
   *
   * @throws IllegalArgumentException if there is more to the network than can be written
   */
  void write(ObjectNode json);
}
