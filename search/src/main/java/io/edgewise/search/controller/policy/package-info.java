/**
 * This package holds what the policy-gradient controllers share: architectures as steps, the
 * optimiser, the baseline, and which trials teach what. It holds no policy.
 */
@NullMarked
package io.edgewise.search.controller.policy;

import org.jspecify.annotations.NullMarked;
