package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.explain.ExplanationPlot;
import io.edgewise.jobs.explain.ExplanationText;
import io.edgewise.jobs.explain.MeasuredNetworks;
import io.edgewise.jobs.explain.NetworkExplanation;
import io.edgewise.jobs.explain.NetworkText;
import io.edgewise.jobs.explain.SearchExplanation;
import io.edgewise.jobs.explain.TargetModels;
import io.edgewise.jobs.explain.TrialName;
import io.edgewise.jobs.files.OutputFile;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code edgewise explain}: says which decisions of a search matter. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says which decisions of a search matter for accuracy, latency and reward, and what each of their options comes to; "
          + "with TRIAL, why that network was tried, what was expected of it, what the networks most like it came to, and which "
          + "single changes would make it faster (simulated) or more accurate (predicted).",
      "",
      "A random forest learns each of the three from the decisions of the networks that were trained to the end, and is judged by "
          + "predictions for networks that its trees did not see (out of bag). Where these are no better than chance, nothing is said. "
          + "What is said holds for the networks that the search tried: most of them are near to what it found good."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise explain quickstart",
      "  edgewise explain quickstart 3/907",
      "  edgewise explain nightly-2026-11-27 --history hdfs:///edgewise --out why.png"
    })
public final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "SEARCH",
      converter = HistoryCommand.SearchIdConverter.class,
      description = "Id of a search.")
  private SearchId search;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRIAL",
      converter = TrialNameConverter.class,
      description =
          "One network: GENERATION/CANDIDATE such as 3/907, or the id of its architecture.")
  private @Nullable TrialName trial;

  @Mixin private HistoryOptions options;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = "Also draws how much each decision matters.")
  private @Nullable Path out;

  @SuppressWarnings("NullAway.Init") // picocli sets search and options
  public ExplainCommand() {}

  @Override
  public Integer call() {
    Optional<OutputFile> picture =
        Optional.ofNullable(out).map(file -> OutputFile.at(file, List.of()));
    StoredSearch stored = options.history().search(search);
    List<Trial> trials = stored.trials().map(TrialRow::trial).toList();
    MeasuredNetworks networks = MeasuredNetworks.of(search, trials);
    Optional<Trial> asked = Optional.ofNullable(trial).map(t -> t.in(search.value(), trials));
    try (SimulationSession session = SimulationSession.start("explain")) {
      TargetModels models = TargetModels.of(session.spark(), networks);
      if (asked.isEmpty()) {
        print(models.explanation(), () -> ExplanationText.of(models.explanation()));
      } else {
        NetworkExplanation network =
            NetworkExplanation.of(stored, trials, asked.get(), networks, models);
        print(network, () -> NetworkText.of(network));
      }
      draw(picture, models.explanation());
    }
    return ExitCode.OK;
  }

  private void print(Record explanation, Supplier<List<String>> text) {
    if (json) {
      System.out.print(RecordJson.write(explanation));
    } else {
      text.get().forEach(line -> Console.system().line("%s", line));
    }
  }

  private static void draw(Optional<OutputFile> picture, SearchExplanation explanation) {
    if (picture.isPresent()) {
      ExplanationPlot.png(explanation)
          .ifPresentOrElse(
              picture.get()::write,
              () -> Console.system().note("no decision matters, so there is nothing to draw"));
    }
  }

  /** Tells a wrong name as a wrong command line. */
  static final class TrialNameConverter implements CommandLine.ITypeConverter<TrialName> {
    @Override
    public TrialName convert(String value) {
      try {
        return new TrialName(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
