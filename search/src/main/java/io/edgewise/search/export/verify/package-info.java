/**
 * This package runs written files in the runtimes that others will run them in. It is the only room
 * that loads a runtime, and only the export, its commands and their tests use it.
 */
@NullMarked
package io.edgewise.search.export.verify;

import org.jspecify.annotations.NullMarked;
