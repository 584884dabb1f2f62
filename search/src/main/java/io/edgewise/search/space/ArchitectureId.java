package io.edgewise.search.space;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a network: the first 16 hexadecimal digits of the SHA-256 of its canonical form. Two
 * spellings of one network have one id.
 */
public record ArchitectureId(String hex) implements Comparable<ArchitectureId> {

  private static final int DIGITS = 16;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

  public ArchitectureId {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "architecture id " + hex + ": must be " + DIGITS + " hexadecimal digits");
    }
  }

  /** The id of a canonical form. */
  public static ArchitectureId of(String canonicalForm) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(canonicalForm.getBytes(StandardCharsets.UTF_8));
      return new ArchitectureId(HexFormat.of().formatHex(digest).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public int compareTo(ArchitectureId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
