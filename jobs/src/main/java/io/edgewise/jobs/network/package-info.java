/**
 * This package finds a network by what a user calls it: a built-in name, a network file, an
 * architecture.
 */
@NullMarked
package io.edgewise.jobs.network;

import org.jspecify.annotations.NullMarked;
