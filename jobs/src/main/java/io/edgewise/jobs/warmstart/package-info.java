/**
 * This package says what a search takes over from earlier ones of its history: which of their
 * trials, how far they are trusted, and which of them make a training needless.
 */
@NullMarked
package io.edgewise.jobs.warmstart;

import org.jspecify.annotations.NullMarked;
