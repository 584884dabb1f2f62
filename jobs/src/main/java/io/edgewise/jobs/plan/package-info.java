/**
 * This package tells what a search is and costs before it is run: what its space holds, what its
 * proxies take, how long it takes, and what to change. It trains nothing but a proxy as a check,
 * and knows no command line.
 */
@NullMarked
package io.edgewise.jobs.plan;

import org.jspecify.annotations.NullMarked;
