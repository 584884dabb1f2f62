package io.edgewise.jobs.report;

import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Trial;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The end of a search all of whose networks were trained and lost more in int8 than they may: what
 * is to be changed.
 *
 * @param rejected the recorded trials that broke a limit
 */
record LostInInt8(List<Trial> rejected) {

  private static final int DIGITS = 4;

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("every trained network loses more in int8 than constraints.int8-loss allows");
    rejected.stream()
        .filter(trial -> loss(trial).isPresent())
        .min(Comparator.comparingDouble(trial -> loss(trial).orElseThrow().value()))
        .map(LostInInt8::least)
        .ifPresent(lines::add);
    return lines;
  }

  /** Rounds up: a limit that is raised to what is told must let the network in. */
  private static String least(Trial trial) {
    BigDecimal loss = BigDecimal.valueOf(loss(trial).orElseThrow().value());
    return String.format(
        Locale.ROOT,
        "%s, trial %s, loses least: %s; raise constraints.int8-loss to %s or more, or choose a space"
            + " without swish and squeeze-excite",
        trial.architecture().id(),
        trial.key(),
        ((Infeasible) trial.evaluation()).detail(),
        loss.setScale(DIGITS, RoundingMode.CEILING).toPlainString());
  }

  private static Optional<Int8Loss> loss(Trial trial) {
    return trial.evaluation() instanceof Infeasible why
        ? why.trained().flatMap(Measured::int8Loss)
        : Optional.empty();
  }
}
