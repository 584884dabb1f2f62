package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerContract;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.space.SearchSpace;

/** PPO's proposals behind the surrogate, as {@code conf/controllers.conf} has them. */
class ScreenedControllerTest extends ControllerContract {
  @Override
  protected Controller controller(SearchSpace space) {
    return Controllers.named("ppo", space);
  }
}
