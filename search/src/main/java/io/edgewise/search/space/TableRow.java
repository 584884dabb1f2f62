package io.edgewise.search.space;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A network that is only known as a row of a benchmark table: its accuracy is looked up, not
 * trained.
 *
 * @param arch the row's name of it, such as NAS-Bench-201's {@code |nor_conv_3x3~0|+|…|}
 */
public record TableRow(String arch) implements Blueprint {

  @Override
  public void write(ObjectNode json) {
    throw new IllegalArgumentException("a row of a table has no network to write");
  }

  @Override
  public String canonicalForm() {
    return arch;
  }
}
