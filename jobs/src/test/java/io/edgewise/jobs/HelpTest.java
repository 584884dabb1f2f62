package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.edgewise.jobs.console.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(List<String> names) {
    List<String> words = new ArrayList<>(names);
    words.add("--help");
    CommandLineRun run = CommandLineRun.edgewise(1, words.toArray(String[]::new));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().replaceAll("\\s+", " "))
        .startsWith(
            "Usage: "
                + String.join(" ", with(List.of("edgewise"), String.join(" ", names))).strip());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandAndOptionIsDescribed(List<String> names) {
    CommandLine command = new CommandLine(new Main());
    for (String name : names) {
      command = command.getSubcommands().get(name);
    }
    CommandSpec spec = command.getCommandSpec();
    assertThat(spec.usageMessage().description()).as("%s", names).isNotEmpty();
    assertThat(spec.options())
        .allSatisfy(option -> assertThat(option.description()).as("%s", option).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "search x.conf --then nosuch | --then  | is \"nosuch\"; allowed is one of export",
        "export x --out y --to tourch | --to    | is \"tourch\"; allowed is one of pytorch, keras",
        "quantize --recipe leastsquares | --recipe | is \"leastsquares\"; allowed is one of auto, minmax, percentile-99-99, percentile-99-9, least-squares; did you mean least-squares?"
      })
  void anotherWordThanAnOptionTakesIsRefusedWithThoseThatItTakes(
      String line, String option, String complaint) {
    CommandLineRun run = CommandLineRun.edgewise(1, line.split(" "));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .startsWith("Invalid value for option '" + option + "': " + complaint + "\n");
  }

  /** The words of every command, those of commands of commands too; the first is Edgewise. */
  static Stream<List<String>> commands() {
    return commands(List.of(), new CommandLine(new Main()));
  }

  private static Stream<List<String>> commands(List<String> names, CommandLine command) {
    return Stream.concat(
        Stream.of(names),
        command.getSubcommands().entrySet().stream()
            // picocli's own help command.
            .filter(nested -> !nested.getKey().equals("help"))
            .flatMap(nested -> commands(with(names, nested.getKey()), nested.getValue())));
  }

  private static List<String> with(List<String> names, String last) {
    return Stream.concat(names.stream(), Stream.of(last)).toList();
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
