package io.edgewise.search.table;

/** A table, or what is to be done with it, that is wrong; the message says where and why. */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableException(String message) {
    super(message);
  }
}
