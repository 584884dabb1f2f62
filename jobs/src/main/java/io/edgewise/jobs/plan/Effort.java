package io.edgewise.jobs.plan;

import io.edgewise.search.evaluation.Halving;

/**
 * An effort is what a search takes by the time that a training took as a check. A generation ends
 * with its last training, so that it takes as many rounds as its candidates fill the slots; core
 * time counts the trainings, as budgets do.
 *
 * @param trainings networks trained
 * @param wallSeconds from start to end
 * @param coreSeconds of the trainings together
 */
public record Effort(long trainings, double wallSeconds, double coreSeconds) {

  private static final double SECONDS_AN_HOUR = 3600;

  static Effort of(Schedule schedule, TrainingCheck check, long networks) {
    long trainings = Math.min(schedule.trainings(), networks);
    double generations = Math.ceil((double) trainings / schedule.candidates());
    double training = schedule.meanEpochs() * check.epochSeconds();
    double rounds = rounds(schedule);
    double warming = Math.max(0, check.firstSeconds() - check.epochs() * check.epochSeconds());
    return new Effort(
        trainings,
        warming + generations * (check.generationSeconds() + rounds * training),
        Math.min(schedule.slots(), trainings) * warming + trainings * training);
  }

  /** Counts the rounds; a slot that has rungs goes on with what is left and waits for nobody. */
  private static double rounds(Schedule schedule) {
    double share = (double) schedule.candidates() / schedule.slots();
    return schedule.halving().equals(Halving.OFF) ? Math.ceil(share) : Math.max(1, share);
  }

  public double hours() {
    return wallSeconds / SECONDS_AN_HOUR;
  }

  public double coreHours() {
    return coreSeconds / SECONDS_AN_HOUR;
  }
}
