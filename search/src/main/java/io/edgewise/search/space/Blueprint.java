package io.edgewise.search.space;

import java.io.Serializable;

/**
 * The network that an architecture's choices spell, in the terms of its family, before a resolution
 * or a task is known.
 */
public sealed interface Blueprint extends Serializable
    permits StagedNetwork, CellNetwork, TableRow {

  /**
   * One text for one network: whatever does not change the network does not change the text. Its
   * hash is the {@link ArchitectureId}.
   */
  String canonicalForm();

  /** The network's name: equal for two spellings of one network. */
  default ArchitectureId id() {
    return ArchitectureId.of(canonicalForm());
  }
}
