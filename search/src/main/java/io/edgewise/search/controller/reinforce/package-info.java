/** TuNAS's controller has independent logits, one set a decision, trained with REINFORCE. */
@NullMarked
package io.edgewise.search.controller.reinforce;

import org.jspecify.annotations.NullMarked;
