package io.edgewise.search.training;

/** A checkpoint from which the training cannot go on; the message says what it is instead. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CheckpointException(String message) {
    super(message);
  }
}
