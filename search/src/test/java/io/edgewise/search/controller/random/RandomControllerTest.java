package io.edgewise.search.controller.random;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerContract;
import io.edgewise.search.space.SearchSpace;

class RandomControllerTest extends ControllerContract {
  @Override
  protected Controller controller(SearchSpace space) {
    return new RandomController(space);
  }
}
