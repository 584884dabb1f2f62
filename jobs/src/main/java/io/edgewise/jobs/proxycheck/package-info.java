/**
 * This package tells how far the proxies of a search can be trusted to rank networks. It knows no
 * command line.
 */
@NullMarked
package io.edgewise.jobs.proxycheck;

import org.jspecify.annotations.NullMarked;
