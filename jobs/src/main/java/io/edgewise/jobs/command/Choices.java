package io.edgewise.jobs.command;

import io.edgewise.sim.naming.DidYouMean;
import io.edgewise.sim.settings.Settings;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** The words of an option that takes one of several: those that settings files write. */
public final class Choices {

  private Choices() {}

  /** Makes every such option of a command and of those below it take these words, in any case. */
  public static void register(CommandLine command) {
    for (ArgSpec argument : command.getCommandSpec().args()) {
      for (Class<?> type : argument.auxiliaryTypes()) {
        if (type.isEnum()) {
          register(command, type);
        }
      }
    }
    command.getSubcommands().values().forEach(Choices::register);
  }

  private static <T> void register(CommandLine command, Class<T> type) {
    command.registerConverter(type, word -> choice(type, word));
  }

  private static <T> T choice(Class<T> type, String word) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> Settings.label((Enum<?>) constant))
            .toList();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equalsIgnoreCase(word.replace('_', '-'))) {
        return type.getEnumConstants()[i];
      }
    }
    throw new TypeConversionException(
        "is \""
            + word
            + "\"; allowed is one of "
            + String.join(", ", words)
            + DidYouMean.hint(word, words));
  }
}
