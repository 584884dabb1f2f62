/**
 * This package says when a search ends before its last generation: what it may spend, and when
 * going on is not worth it. The rules are functions of what is committed and read no clock.
 */
@NullMarked
package io.edgewise.search.stopping;

import org.jspecify.annotations.NullMarked;
