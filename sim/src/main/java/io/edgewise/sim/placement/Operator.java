package io.edgewise.sim.placement;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import org.jspecify.annotations.Nullable;

/**
 * An operator is what the compiler's rules ask of one, wherever it stands: in a file, whether it
 * can be simulated or not, or in a {@link io.edgewise.sim.workload.LayerGraph}.
 */
public interface Operator {

  /** TensorFlow Lite's name of its kind, such as {@code CONV_2D}, or that of a custom operator. */
  String kind();

  /** Tells whether its output and all its inputs that are no constants are of 8-bit integers. */
  boolean isEightBit();

  /** The shape of its first input that is no constant, for one image. */
  TensorShape input();

  /** The shape of its output, for one image. */
  TensorShape output();

  /** The window that it slides over its input; null if it slides none. */
  @Nullable Window window();

  /** The activation that is fused into it. */
  Activation fusedActivation();
}
