/**
 * The room holds what a network's answers to labelled images come to: the count of answers, the
 * metrics of accuracy, how sure they are, and what guessing would get. It knows neither networks
 * nor trainings.
 */
@NullMarked
package io.edgewise.search.accuracy;

import org.jspecify.annotations.NullMarked;
