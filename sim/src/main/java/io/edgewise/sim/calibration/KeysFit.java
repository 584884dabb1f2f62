package io.edgewise.sim.calibration;

import io.edgewise.sim.calibration.ToldNumber.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A fit of the numbers that were asked for, whatever the measurements tell of them. */
final class KeysFit implements Fit {

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
    double[] values = new RobustFit(model, Fit.chosen(measured, used), file.parameters()).run();
    List<ToldNumber> numbers = new ArrayList<>();
    for (int p = 0; p < values.length; p++) {
      Parameter parameter = file.parameters().get(p);
      numbers.add(
          new ToldNumber(
              parameter.key(),
              parameter.initial(),
              values[p],
              Double.NaN,
              Double.NaN,
              parameter.isBound(values[p]) ? Verdict.AT_BOUND : Verdict.FITTED));
    }
    return numbers;
  }
}
