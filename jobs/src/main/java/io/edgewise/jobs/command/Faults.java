package io.edgewise.jobs.command;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.table.TableException;
import io.edgewise.sim.settings.Secrets;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;

/**
 * The one door for whatever ends a command: a wrong input and a machine that lacks something get a
 * line that says what to do, a fault gets a line that says where its trace is, and an end by a
 * signal gets nothing more.
 */
public final class Faults implements CommandLine.IExecutionExceptionHandler {

  /** Runs a command so that errors of the JVM come to the handler, as exceptions do. */
  public static int withErrors(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), line(e), e);
    }
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    Throwable failure =
        exception instanceof ExecutionException && exception.getCause() != null
            ? exception.getCause()
            : exception;
    if (Interruption.isUnderway()) {
      return ExitCode.FAULT; // The process ends with the code of its signal.
    }
    PrintWriter err = command.getErr();
    boolean badInput = isBadInput(failure);
    Optional<String> machine =
        MachineTrouble.ofAnything(failure)
            .or(() -> badInput ? Optional.empty() : MachineTrouble.ofNames(failure));
    if (machine.isEmpty() && badInput) {
      err.println("edgewise: " + failure.getMessage());
      return ExitCode.BAD_INPUT;
    }
    ParseResult last = last(parsed);
    String what =
        "edgewise: " + last.commandSpec().name() + ": " + machine.orElseGet(() -> named(failure));
    boolean verbose = last.hasMatchedOption("--verbose");
    err.println(what + (machine.isPresent() || verbose ? "" : traceOf(failure)));
    if (verbose) {
      err.print(trace(failure));
    }
    return ExitCode.FAULT;
  }

  private static boolean isBadInput(Throwable exception) {
    return exception instanceof SettingsException
        || exception instanceof TableException
        || exception instanceof DatasetException
        || exception instanceof HistoryException;
  }

  private static ParseResult last(ParseResult parsed) {
    return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
  }

  private static String named(Throwable failure) {
    String words = line(failure);
    String name = failure.getClass().getSimpleName();
    return words.equals(name) ? name : name + ": " + words;
  }

  private static String line(Throwable failure) {
    return Secrets.hiddenIn(MachineTrouble.line(failure));
  }

  /** Keeps the trace where it can be asked for, and says where. */
  private static String traceOf(Throwable failure) {
    try {
      Path file = Files.createTempFile("edgewise-", ".trace");
      Files.writeString(file, trace(failure));
      return "; where it happened is told in " + file;
    } catch (IOException e) {
      return "; where it happened can be kept nowhere: " + e.getMessage();
    }
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return Secrets.hiddenIn(text.toString());
  }
}
