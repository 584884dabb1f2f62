package io.edgewise.search.export.verify;

/** A written file could not be run where it should run. */
public final class VerificationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public VerificationException(String message) {
    super(message);
  }

  public VerificationException(String message, Throwable cause) {
    super(message, cause);
  }
}
