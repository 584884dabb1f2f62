package io.edgewise.jobs.command;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.table.TableException;
import io.edgewise.sim.settings.SettingsException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Tells a wrong input, which gets a message, from a fault, which gets a stack trace. */
public final class Faults implements CommandLine.IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (isBadInput(exception)) {
      err.println("edgewise: " + exception.getMessage());
      return ExitCode.BAD_INPUT;
    }
    err.println(
        "edgewise: " + command.getCommandName() + " failed; this is a fault, not your input:");
    exception.printStackTrace(err);
    return ExitCode.FAULT;
  }

  private static boolean isBadInput(Throwable exception) {
    return exception instanceof SettingsException
        || exception instanceof TableException
        || exception instanceof DatasetException
        || exception instanceof HistoryException;
  }
}
