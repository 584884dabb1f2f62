package io.edgewise.search.reward;

/**
 * The formulas by the names that search files give them. This is the one list of them: a new reward
 * is a record and a line here.
 */
public enum RewardFormula {
  MNASNET_SOFT((target, beta) -> MnasNetReward.soft(target)),
  MNASNET_HARD((target, beta) -> MnasNetReward.hard(target)),
  TUNAS_ABSOLUTE(TuNasAbsoluteReward::new),
  H2O_RELU(H2oReluReward::new);

  private interface Maker {
    RewardFunction make(double targetMillis, double beta);
  }

  @SuppressWarnings("ImmutableEnumChecker") // A method reference holds no state.
  private final Maker maker;

  RewardFormula(Maker maker) {
    this.maker = maker;
  }

  /**
   * The formula with its numbers.
   *
   * @param targetMillis T, the latency aimed at
   * @param beta weight of the deviation from T, negative; formulas without one ignore it
   */
  public RewardFunction reward(double targetMillis, double beta) {
    return maker.make(targetMillis, beta);
  }
}
