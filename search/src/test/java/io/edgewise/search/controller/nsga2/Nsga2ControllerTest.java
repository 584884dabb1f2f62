package io.edgewise.search.controller.nsga2;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerContract;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.space.SearchSpace;

class Nsga2ControllerTest extends ControllerContract {
  @Override
  protected Controller controller(SearchSpace space) {
    return Controllers.named("nsga2", space);
  }
}
