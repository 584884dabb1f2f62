package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A committed Parquet file.
 *
 * @param generation whose rows it holds; the last one, if it holds several
 * @param name its name in its folder; may not leave it
 * @param sha256 of its bytes, hexadecimal
 */
record TableFile(Table table, int generation, String name, long rows, long bytes, String sha256) {

  private static final Pattern NAME = Pattern.compile("part-[0-9a-z-]{1,80}\\.parquet");

  TableFile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("names a file \"" + name + "\" that is not a history's");
    }
    if (rows < 0 || bytes < 0) {
      throw new IllegalArgumentException("names a file of " + rows + " rows, " + bytes + " bytes");
    }
  }

  static TableFile of(Table table, int generation, String attempt, long rows, byte[] bytes) {
    String name = namePrefix(generation) + attempt + ".parquet";
    return new TableFile(table, generation, name, rows, bytes.length, sha256(bytes));
  }

  /** Returns how the names of a generation's files begin. */
  static String namePrefix(int generation) {
    return String.format(Locale.ROOT, "part-%08d-", Math.max(generation, 0));
  }

  /** Returns where the file lies, relative to the root. */
  String path(SearchId search) {
    return table.folder(search, generation) + "/" + name;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
