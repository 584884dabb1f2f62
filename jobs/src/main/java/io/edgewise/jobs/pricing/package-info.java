/**
 * A search that is over, priced on another accelerator: what it trained is simulated again and
 * rewarded anew, and stands in the history as a search of its own. Nothing is trained and nothing
 * is printed here.
 */
@NullMarked
package io.edgewise.jobs.pricing;

import org.jspecify.annotations.NullMarked;
