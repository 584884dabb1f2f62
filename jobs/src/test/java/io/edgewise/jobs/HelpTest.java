package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

class HelpTest {

  /** picocli formats every line: a per cent sign that is not doubled ends in a warning. */
  @ParameterizedTest
  @MethodSource("lines")
  @DisplayName("every line of every help can be printed")
  void everyLineCanBePrinted(String line) {
    assertThatCode(() -> String.format(Locale.ROOT, line)).doesNotThrowAnyException();
  }

  static Stream<String> lines() {
    return linesOf(new CommandLine(new Main()));
  }

  private static Stream<String> linesOf(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    Stream<String> own =
        Stream.concat(
            Stream.of(usage.description(), usage.footer()).flatMap(Arrays::stream),
            spec.args().stream().flatMap(arg -> Arrays.stream(arg.description())));
    Stream<String> nested = command.getSubcommands().values().stream().flatMap(HelpTest::linesOf);
    return Stream.concat(own, nested).filter(line -> !line.isBlank());
  }
}
