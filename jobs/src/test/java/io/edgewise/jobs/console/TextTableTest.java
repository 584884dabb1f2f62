package io.edgewise.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestTextAndNumbersStandToTheRight() {
    assertThat(
            new TextTable()
                .left("name")
                .right("n", "mean")
                .left("note")
                .row("größte", "7", "0.25", "")
                .row("b", "1000", "12.50", "last")
                .lines())
        .containsExactly(
            "name       n   mean  note", //
            "größte     7   0.25",
            "b       1000  12.50  last");
  }

  @Test
  void columnsWithoutNamesHaveNoHeader() {
    assertThat(new TextTable().left("", "").row("a", "b").lines()).containsExactly("a  b");
    assertThat(new TextTable().left("", "").lines()).isEmpty();
  }

  @Test
  void aRowHasOneTextAColumn() {
    TextTable table = new TextTable().left("a", "b");
    assertThatThrownBy(() -> table.row(List.of("x"))).hasMessage("1 texts for 2 columns: [x]");
  }
}
