package io.edgewise.search.dataset;

/**
 * A limit tells how much memory something may take.
 *
 * @param key the setting that says so, for messages
 * @param bytes most bytes; never more than one array can hold
 */
public record ByteLimit(String key, long bytes) {

  /** Longest array of bytes that every JVM can make. */
  public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

  public ByteLimit {
    if (bytes < 0 || bytes > LONGEST_ARRAY) {
      throw new IllegalArgumentException(
          key + " = " + bytes + "; allowed is 0 to " + LONGEST_ARRAY);
    }
  }

  /**
   * Lets pass what fits.
   *
   * @param what would take the bytes, for the message
   * @return the bytes
   * @throws DatasetException if they are more than allowed
   */
  public int check(String what, long wanted) {
    if (wanted > bytes) {
      throw new DatasetException(
          what + " take " + wanted + " bytes; allowed by " + key + " is at most " + bytes);
    }
    return (int) wanted;
  }
}
