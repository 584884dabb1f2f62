package io.edgewise.search.controller.localsearch;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerContract;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.space.SearchSpace;

class LocalSearchControllerTest extends ControllerContract {
  @Override
  protected Controller controller(SearchSpace space) {
    return Controllers.named("local-search", space);
  }
}
