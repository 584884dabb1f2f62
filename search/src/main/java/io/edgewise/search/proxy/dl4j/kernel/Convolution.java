package io.edgewise.search.proxy.dl4j.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A convolution without bias.
 *
 * <p>x {@code [N, H, W, C]}, y {@code [N, H', W', C']}; all contiguous in C order. The rows of a
 * {@link RowPass} are output positions, {@code N * H' * W'}.
 */
sealed interface Convolution permits DenseConvolution, DepthwiseConvolution, GroupedConvolution {

  /**
   * {@code y = x * w} for {@code n} images.
   *
   * @param written given each row of y when it is complete
   */
  void forward(Floats x, Floats w, Floats y, int n, RowPass written);

  /**
   * {@code dw}, and {@code dx} unless it is null, from {@code dy}, for {@code n} images.
   *
   * @param needed given each row of dy before it is read
   */
  void backward(
      Floats x, Floats w, Floats dy, @Nullable Floats dx, Floats dw, int n, RowPass needed);
}
