/** MnasNet's controller is a recurrent policy over the decisions, trained with PPO. */
@NullMarked
package io.edgewise.search.controller.ppo;

import org.jspecify.annotations.NullMarked;
