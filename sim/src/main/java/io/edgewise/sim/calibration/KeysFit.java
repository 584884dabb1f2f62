package io.edgewise.sim.calibration;

import io.edgewise.sim.calibration.ToldNumber.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A fit of the numbers that were asked for, whatever the measurements tell of them ({@link
 * RobustFit}). The intervals are those that {@link PriorFit} would tell there.
 */
final class KeysFit implements Fit {

  /** Nothing is believed of them but that they are within reach of a fit. */
  private static final double BELIEF = Parameter.limit();

  private final TunedFile file;
  private final Predictor predictor;
  private final double[] measured;

  KeysFit(TunedFile file, Predictor predictor, double[] measured) {
    this.file = file;
    this.predictor = predictor;
    this.measured = measured.clone();
  }

  @Override
  public List<ToldNumber> of(boolean[] used) {
    RobustFit.Model model = Fit.model(file, predictor, used);
    double[] chosen = Fit.chosen(measured, used);
    PriorFit.Result told =
        new PriorFit(model, chosen, file.parameters(), BELIEF)
            .around(new RobustFit(model, chosen, file.parameters()).places());
    List<ToldNumber> numbers = new ArrayList<>();
    for (int p = 0; p < told.places().length; p++) {
      Parameter parameter = file.parameters().get(p);
      double value = parameter.value(told.places()[p]);
      numbers.add(
          new ToldNumber(
              parameter.key(),
              parameter.initial(),
              value,
              parameter.value(told.low()[p]),
              parameter.value(told.high()[p]),
              parameter.isBound(value) ? Verdict.AT_BOUND : Verdict.FITTED));
    }
    return numbers;
  }

  @Override
  public double[] values(boolean[] used) {
    return new RobustFit(
            Fit.model(file, predictor, used), Fit.chosen(measured, used), file.parameters())
        .run();
  }
}
