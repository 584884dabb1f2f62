/**
 * This package tells how well a cheap measure ranks networks, against the accuracy of long
 * trainings: rank correlations with their uncertainty, and which measure is worth its cost. It
 * trains nothing.
 */
@NullMarked
package io.edgewise.search.fidelity;

import org.jspecify.annotations.NullMarked;
