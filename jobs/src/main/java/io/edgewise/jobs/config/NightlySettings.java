package io.edgewise.jobs.config;

import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.settings.Settings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings tell how a search is run every night.
 *
 * @param name the night's search is called NAME-DATE
 * @param zone time zone of dates and of {@code stopAt}
 * @param stopAt time of day after which no generation runs; empty for none
 * @param learnFrom nights before that a night is warm started from
 * @param keep nights whose searches are kept, this one included
 * @param finalists networks of a night that are trained on the full task
 * @param margin reward on the full task by which one must be better than the champion
 * @param freshFor age of the last good night at which alarms go off
 * @param exports whether a new champion is trained to its end and exported
 * @param fullTask what finalists and champion are trained on
 */
public record NightlySettings(
    String name,
    ZoneId zone,
    Optional<LocalTime> stopAt,
    int learnFrom,
    int keep,
    int finalists,
    double margin,
    Duration freshFor,
    boolean exports,
    TrainingTask fullTask) {

  /** Length of a date behind the name, with its hyphen: no search's name is longer than 64. */
  private static final String DATE = "-2026-11-24";

  static NightlySettings read(Settings nightly, TrainingTask fullTask) {
    return new NightlySettings(
        name(nightly),
        parsed(
            nightly,
            "zone",
            "a time zone, such as UTC or Europe/Berlin",
            ZoneId::of,
            ZoneOffset.UTC),
        stopAt(nightly),
        nightly.integer("learn-from", 0, 1000),
        nightly.integer("keep", 1, 100_000),
        nightly.integer("finalists", 1, 1000),
        nightly.number("margin", 0, 1e6),
        nightly.duration("fresh-for"),
        nightly.word("then", List.of("none", "export")).equals("export"),
        fullTask);
  }

  private static String name(Settings nightly) {
    String name = nightly.text("name");
    if (!nightly.isClean()) {
      return "nightly";
    }
    try {
      return new SearchId(name + DATE).value().substring(0, name.length());
    } catch (IllegalArgumentException e) {
      nightly.problem(
          "name",
          "is \"" + name + "\"; allowed are up to 53 of A-Z a-z 0-9 . _ -, the first a letter");
      return "nightly";
    }
  }

  private static Optional<LocalTime> stopAt(Settings nightly) {
    return parsed(
        nightly,
        "stop-at",
        "none or a time of day, such as \"06:30\"",
        text -> text.equals("none") ? Optional.empty() : Optional.of(LocalTime.parse(text)),
        Optional.empty());
  }

  private static <T> T parsed(
      Settings nightly, String key, String allowed, Function<String, T> parse, T instead) {
    String text = nightly.text(key);
    try {
      return parse.apply(text);
    } catch (DateTimeException e) {
      nightly.problem(key, "is \"" + text + "\"; allowed is " + allowed);
      return instead;
    }
  }
}
