package io.edgewise.jobs.dataset;

import java.util.List;

/**
 * An inventory is what was found in a data set's files beside the training images.
 *
 * @param classes names of the classes, by label; empty where they have none
 * @param remarks what else is in the files, or missing from them
 * @param leftOut names of what is there and is not read; those of folders end in a slash
 */
public record Inventory(List<String> classes, List<String> remarks, List<String> leftOut) {

  public Inventory {
    classes = List.copyOf(classes);
    remarks = List.copyOf(remarks);
    leftOut = List.copyOf(leftOut);
  }
}
