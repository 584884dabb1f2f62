package io.edgewise.search.controller.ppo;

/**
 * The recurrence of an {@link LstmPolicy} (Hochreiter and Schmidhuber 1997, with forget gates), one
 * step forward or back:
 *
 * <pre>
 * a = input[previous token] + recurrent * h + bias
 * i, f, o = sigmoid(a_i), sigmoid(a_f), sigmoid(a_o)     g = tanh(a_g)
 * c' = f c + i g      h' = o tanh(c')
 * </pre>
 *
 * Written by hand because the policy is small and the arrays are shorter than the cost of calling a
 * tensor library; its gradient is held against finite differences in the tests.
 */
final class LstmCell {

  private final LstmShape shape;
  private final double[] weights;
  private final int h;

  LstmCell(LstmShape shape, double[] weights) {
    this.shape = shape;
    this.weights = weights;
    this.h = shape.hidden();
  }

  /**
   * The recurrence after a step.
   *
   * @param gates i, f, o, g after their non-linearities, H each
   * @param memory c
   * @param hidden h
   */
  record State(double[] gates, double[] memory, double[] hidden) {

    static State start(LstmShape shape) {
      return new State(
          new double[shape.gates()], new double[shape.hidden()], new double[shape.hidden()]);
    }

    State copy() {
      return new State(gates.clone(), memory.clone(), hidden.clone());
    }
  }

  /** Takes a step, in place. */
  void advance(State state, int previousToken) {
    double[] gates = state.gates;
    double[] hidden = state.hidden;
    int input = shape.input(previousToken);
    int bias = shape.bias();
    for (int j = 0; j < 4 * h; j++) {
      gates[j] = weights[input + j] + weights[bias + j];
    }
    addRecurrent(gates, hidden);
    for (int j = 0; j < 3 * h; j++) {
      gates[j] = sigmoid(gates[j]);
    }
    for (int j = 0; j < h; j++) {
      double candidate = tanh(gates[3 * h + j]);
      gates[3 * h + j] = candidate;
      state.memory[j] = gates[h + j] * state.memory[j] + gates[j] * candidate;
      hidden[j] = gates[2 * h + j] * tanh(state.memory[j]);
    }
  }

  /** gates += recurrent^T * hidden, a whole row at a time so that the compiler vectorises it. */
  private void addRecurrent(double[] gates, double[] hidden) {
    for (int unit = 0; unit < h; unit++) {
      int row = shape.recurrent(unit);
      double value = hidden[unit];
      for (int j = 0; j < gates.length; j++) {
        gates[j] += weights[row + j] * value;
      }
    }
  }

  /**
   * The way back through a step.
   *
   * @param byHidden gradient by h after the step
   * @param byMemory gradient by c after the step on entry, by c before it on return
   * @param gradient is added to
   * @return gradient by h before the step
   */
  double[] back(
      State before,
      State after,
      int previousToken,
      double[] byHidden,
      double[] byMemory,
      double[] gradient) {
    double[] byGates = gateGradient(before, after, byHidden, byMemory);
    int input = shape.input(previousToken);
    int bias = shape.bias();
    for (int j = 0; j < 4 * h; j++) {
      gradient[input + j] += byGates[j];
      gradient[bias + j] += byGates[j];
    }
    double[] byHiddenBefore = new double[h];
    for (int unit = 0; unit < h; unit++) {
      int row = shape.recurrent(unit);
      double value = before.hidden[unit];
      double sum = 0;
      for (int j = 0; j < 4 * h; j++) {
        gradient[row + j] += byGates[j] * value;
        sum += byGates[j] * weights[row + j];
      }
      byHiddenBefore[unit] = sum;
    }
    return byHiddenBefore;
  }

  private double[] gateGradient(State before, State after, double[] byHidden, double[] byMemory) {
    double[] byGates = new double[4 * h];
    for (int j = 0; j < h; j++) {
      double in = after.gates[j];
      double forget = after.gates[h + j];
      double out = after.gates[2 * h + j];
      double candidate = after.gates[3 * h + j];
      double squashed = tanh(after.memory[j]);
      double byC = byMemory[j] + byHidden[j] * out * (1 - squashed * squashed);
      byGates[j] = byC * candidate * in * (1 - in);
      byGates[h + j] = byC * before.memory[j] * forget * (1 - forget);
      byGates[2 * h + j] = byHidden[j] * squashed * out * (1 - out);
      byGates[3 * h + j] = byC * in * (1 - candidate * candidate);
      byMemory[j] = byC * forget;
    }
    return byGates;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** tanh from one exponential, several times as fast as Math.tanh. */
  private static double tanh(double x) {
    return 1 - 2 / (1 + Math.exp(2 * x));
  }
}
