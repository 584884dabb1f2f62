package io.edgewise.search.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

  @TempDir private Path folder;

  private CsvTable read(String text) throws IOException {
    return CsvTable.read(Files.writeString(folder.resolve("t.csv"), text));
  }

  /**
   * A mark, a quoted header, spaces, a blank line and a note of two lines: the rows begin in the
   * lines 2, 4 and 6 of the file, as an editor counts them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void aRowKnowsItsLineWhateverTheLineEnds(String end) throws IOException {
    String text =
        "\uFEFF\"network\", latency_ms ,note\n"
            + " a , 1.5,\"x, \"\"y\"\"\"\n"
            + "\n"
            + "b,2,\"two\nlines\"\n"
            + "c,,\n";
    CsvTable table = read(text.replace("\n", end));
    assertThat(table.rows()).extracting(CsvRow::line).containsExactly(2L, 4L, 6L);
    assertThat(table.rows()).extracting(row -> row.text("network")).containsExactly("a", "b", "c");
    assertThat(table.rows())
        .extracting(row -> row.text("note"))
        .containsExactly("x, \"y\"", "two" + end + "lines", "");
    assertThat(table.rows().get(0).number("latency_ms")).isEqualTo(1.5);
    assertThat(table.rows().get(2).text("latency_ms")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "st*r", "_hidden", "a[0]", "{b}", "100 %", "#", "~", "ä"})
  void aFileIsReadWhateverItIsCalled(String name) throws IOException {
    Path inner = Files.createDirectory(folder.resolve(name));
    Files.writeString(Files.createDirectory(folder.resolve("star")).resolve("t.csv"), "a\n1\n2\n");
    Path file = Files.writeString(inner.resolve(name + ".csv"), "a\n1\n");
    assertThat(CsvTable.read(file).rows()).hasSize(1);
  }

  /** A table that is written is read, whatever the fields hold. */
  @Test
  void whatIsWrittenIsRead() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    String[] parts = {"a", ",", "\"", "\n", "\r\n", "ä", ";", "'", "#", "\\"};
    for (int trial = 0; trial < 200; trial++) {
      List<List<String>> rows = new ArrayList<>();
      for (int row = 0; row < 5; row++) {
        List<String> fields = new ArrayList<>(List.of("row " + row));
        for (int column = 0; column < 3; column++) {
          StringBuilder field = new StringBuilder();
          random.ints(random.nextInt(6), 0, parts.length).forEach(i -> field.append(parts[i]));
          fields.add(field.toString().strip());
        }
        rows.add(fields);
      }
      CsvTable table = read(CsvWriter.text(List.of("key", "x", "y", "z"), rows));
      for (int row = 0; row < 5; row++) {
        CsvRow read = table.rows().get(row);
        assertThat(List.of(read.text("key"), read.text("x"), read.text("y"), read.text("z")))
            .isEqualTo(rows.get(row));
      }
    }
  }

  @Test
  void whatNeedsQuotesGetsThemAndEveryLineEndsInCrLf() {
    assertThat(
            CsvWriter.text(
                List.of("name", "value"),
                List.of(List.of("a b", "1"), List.of("a,b", ""), List.of("say \"a\"", "x\ny"))))
        .isEqualTo("name,value\r\na b,1\r\n\"a,b\",\r\n\"say \"\"a\"\"\",\"x\ny\"\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "a,b,a|1,2,3 ->, line 1: column a is there twice, as column 1 and 3",
        "a,b ->: is empty; allowed is a header and at least one row below it",
        "||| ->: is empty; allowed is a header and at least one row below it",
        "a,b|1,2||3 ->, line 4: the header has 2 columns, this row 1; b is missing",
        "a,b|1,2,x ->, line 2: the header has 2 columns, this row 3; \"x\" has no column",
        "a,b|1,2|3,\"4|5,6 ->, line 3: a quote is not closed, or text follows where it is",
        "a,b|1,\"2\"x ->, line 2: a quote is not closed, or text follows where it is",
      })
  void refusesWhatIsNoTableAndSaysWhere(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text.replace('|', '\n'));
    assertThatThrownBy(() -> CsvTable.read(file))
        .isInstanceOf(TableException.class)
        .hasMessage(file + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "NaN", "Infinity", "1e999", "12f", "0x10", "1,5", "--1", "1 000"})
  void refusesWhatIsNoNumberAndSaysWhere(String text) throws IOException {
    CsvRow row = read("name,ms\na,\"" + text + "\"\n").rows().get(0);
    assertThatThrownBy(() -> row.number("ms"))
        .hasMessage(
            folder.resolve("t.csv")
                + ", line 2: ms is \""
                + text
                + "\"; allowed is a finite number");
  }

  @Test
  void numbersAreHeldToTheirRange() throws IOException {
    CsvRow row = read("zero,less,half,two\n0,-1.5,.5,2e0\n").rows().get(0);
    assertThat(row.number("less")).isEqualTo(-1.5);
    assertThat(row.positive("half")).isEqualTo(0.5);
    assertThat(row.whole("two", 1, 5)).isEqualTo(2);
    String place = folder.resolve("t.csv") + ", line 2: ";
    assertThatThrownBy(() -> row.positive("zero"))
        .hasMessage(place + "zero is \"0\"; allowed is a number above 0");
    assertThat(row.nonNegative("zero")).isZero();
    assertThatThrownBy(() -> row.nonNegative("less"))
        .hasMessage(place + "less is \"-1.5\"; allowed is a number from 0");
    assertThatThrownBy(() -> row.positive("less"))
        .hasMessage(place + "less is \"-1.5\"; allowed is a number above 0");
    assertThatThrownBy(() -> row.whole("half", 0, 9))
        .hasMessage(place + "half is \".5\"; allowed is a whole number from 0 to 9");
    assertThatThrownBy(() -> row.whole("two", 3, 9))
        .hasMessage(place + "two is \"2e0\"; allowed is a whole number from 3 to 9");
  }

  @Test
  void columnsThatAreMissingAreNamedTogether() throws IOException {
    CsvTable table = read("a,b,,\n1,2,,\n");
    assertThat(table.has("a")).isTrue();
    assertThatThrownBy(() -> table.require(List.of("a", "c", "d")))
        .hasMessage(folder.resolve("t.csv") + ": has no column c, d; it has a, b");
  }

  @Test
  void whatCannotBeReadIsToldApart() throws IOException {
    Path none = folder.resolve("none.csv");
    assertThatThrownBy(() -> CsvTable.read(none)).hasMessage(none + ": there is no such file");
    assertThatThrownBy(() -> CsvTable.read(folder))
        .hasMessage(folder + ": is a folder or a device; allowed is a CSV file");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "name\nGröße\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CsvTable.read(latin))
        .hasMessage(latin + ": is not UTF-8; save it as CSV in UTF-8");
    Path wide = folder.resolve("wide.csv");
    Files.write(wide, "name\na\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> CsvTable.read(wide))
        .hasMessage(wide + ": is not UTF-8; save it as CSV in UTF-8");
  }

  @Test
  void aFileWithoutPermissionIsToldSo() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "a\n1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
    assertThatThrownBy(() -> CsvTable.read(file))
        .hasMessage(file + ": there is no permission to read it");
  }

  @Test
  void aFileIsBoundedBeforeItIsRead() throws IOException {
    Path file = folder.resolve("t.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(CsvRecords.MAX_BYTES + 1);
    }
    assertThatThrownBy(() -> CsvTable.read(file))
        .hasMessage(file + ": has 268435457 bytes; allowed are at most 268435456");
  }

  /** Mutated tables are tables or refused, never anything else. */
  @Test
  void mutationsAreReadOrRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    byte[] table = "network,ms\r\n\"a, b\",1.5\r\nc,2\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] wanted = {'"', ',', '\n', '\r', 0, -1, ' ', 'x'};
    Path file = folder.resolve("m.csv");
    for (int trial = 0; trial < 1000; trial++) {
      byte[] mutated = table.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        mutated[random.nextInt(mutated.length)] = wanted[random.nextInt(wanted.length)];
      }
      Files.write(file, mutated);
      try {
        assertThat(CsvTable.read(file).rows()).isNotEmpty();
      } catch (TableException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
  }
}
