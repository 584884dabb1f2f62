package io.edgewise.search.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The records of a CSV file, each with the line that it begins in. */
final class CsvRecords {

  /** A table is held in memory; a larger file is refused. */
  static final long MAX_BYTES = 256L << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Blank lines come as records, without which the next one's first line would not be known. */
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(false)
          .setIgnoreSurroundingSpaces(true)
          .build();

  /**
   * One record.
   *
   * @param line that it begins in, from 1; a quoted field may reach over several
   * @param fields without spaces around them
   */
  record Numbered(long line, List<String> fields) {

    boolean isBlank() {
      return fields.size() == 1 && fields.get(0).isEmpty();
    }
  }

  private CsvRecords() {}

  /**
   * Reads all records but the blank ones.
   *
   * @throws TableException if the file cannot be read
   */
  static List<Numbered> read(Path file) {
    // Its decoder refuses what is not UTF-8, where that of a String would put question marks.
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      requireSmallFile(file);
      skipMark(in);
      return parse(file.toString(), in);
    } catch (NoSuchFileException e) {
      throw new TableException(file + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw new TableException(file + ": there is no permission to read it");
    } catch (CharacterCodingException e) {
      throw new TableException(file + ": is not UTF-8; save it as CSV in UTF-8");
    } catch (IOException e) {
      throw new TableException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static void requireSmallFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new TableException(file + ": is a folder or a device; allowed is a CSV file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new TableException(
          file + ": has " + Files.size(file) + " bytes; allowed are at most " + MAX_BYTES);
    }
  }

  /** Skips the byte order mark: what Excel and PowerShell put before the text is none of it. */
  private static void skipMark(Reader in) throws IOException {
    in.mark(1);
    if (in.read() != BYTE_ORDER_MARK) {
      in.reset();
    }
  }

  private static List<Numbered> parse(String origin, Reader in) throws IOException {
    List<Numbered> records = new ArrayList<>();
    long line = 1;
    try (CSVParser csv = CSVParser.parse(in, FORMAT)) {
      for (Iterator<CSVRecord> next = csv.iterator(); next.hasNext(); ) {
        Numbered record = new Numbered(line, next.next().stream().map(String::strip).toList());
        if (!record.isBlank()) {
          records.add(record);
        }
        line = csv.getCurrentLineNumber() + 1;
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException unreadable) {
        throw unreadable;
      }
      throw new TableException(
          origin + ", line " + line + ": a quote is not closed, or text follows where it is");
    }
    return records;
  }
}
