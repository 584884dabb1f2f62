package io.edgewise.sim.tflite;

/** A {@code .tflite} file that cannot be read; the message says what is wrong and where. */
public final class TfliteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TfliteException(String message) {
    super(message);
  }

  public TfliteException(String message, Throwable cause) {
    super(message, cause);
  }
}
