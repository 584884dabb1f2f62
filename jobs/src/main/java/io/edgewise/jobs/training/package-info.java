/**
 * Full training of one network: what it needs and will take, its rounds, its checkpoints, and the
 * files it leaves. This package does not know the command line.
 */
@NullMarked
package io.edgewise.jobs.training;

import org.jspecify.annotations.NullMarked;
