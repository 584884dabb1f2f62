/**
 * What a candidate comes to: measured, infeasible with a reason, or failed with a reason. Owns no
 * threads.
 */
@NullMarked
package io.edgewise.search.evaluation;

import org.jspecify.annotations.NullMarked;
