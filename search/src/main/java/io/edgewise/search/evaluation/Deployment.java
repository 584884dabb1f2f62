package io.edgewise.search.evaluation;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import java.io.Serializable;

/**
 * A deployment is where a network is to run: everything that screening has to know. It travels to
 * the executors.
 *
 * @param view the network's input and classes there
 * @param accelerator what runs it
 * @param constraints the limits that it must keep there
 */
public record Deployment(DeployView view, AcceleratorSpec accelerator, Constraints constraints)
    implements Serializable {

  /** The same place without its limits. */
  public Deployment unconstrained() {
    return new Deployment(view, accelerator, Constraints.NONE);
  }
}
