package io.edgewise.sim.calibration;

import java.util.Map;

/**
 * A calibration holds what a fit came to.
 *
 * @param values fitted values by key, in the order asked for
 * @param before how well the accelerator agreed as it was
 * @param after how well it agrees with the fitted values
 * @param crossValidated how well values agree with networks they were not fitted to
 * @param folds how many parts the cross-validation took
 */
public record Calibration(
    Map<String, Double> values,
    Accuracy before,
    Accuracy after,
    Accuracy crossValidated,
    int folds) {}
