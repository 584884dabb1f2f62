/** The factory of the controllers: each by its name, with its settings. Proposes nothing itself. */
@NullMarked
package io.edgewise.search.controllers;

import org.jspecify.annotations.NullMarked;
