/**
 * Runs written files in the runtimes that others will run them in. This is the only room that loads
 * a runtime, and nothing but export and its tests uses it.
 */
@NullMarked
package io.edgewise.search.export.verify;

import org.jspecify.annotations.NullMarked;
