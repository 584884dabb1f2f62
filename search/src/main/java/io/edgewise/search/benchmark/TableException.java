package io.edgewise.search.benchmark;

/** A benchmark table or its space that cannot be used; the message says where and why. */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableException(String message) {
    super(message);
  }
}
