/**
 * Controllers propose architectures and learn from trials, as functions of an immutable,
 * serialisable state. They neither evaluate nor read a clock.
 */
@NullMarked
package io.edgewise.search.controller;

import org.jspecify.annotations.NullMarked;
