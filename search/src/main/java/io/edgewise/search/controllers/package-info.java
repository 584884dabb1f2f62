/**
 * The factory of the controllers makes each by its name, with its settings. It proposes nothing
 * itself.
 */
@NullMarked
package io.edgewise.search.controllers;

import org.jspecify.annotations.NullMarked;
