/**
 * This package reads search spaces and reads and writes architectures as files; it is the one room
 * that knows every family of networks.
 */
@NullMarked
package io.edgewise.search.space.file;

import org.jspecify.annotations.NullMarked;
