package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;

/** Visits the kernel positions of a window that lie within the input, row by row. */
record WindowWalk(Window window, TensorShape input, TensorShape output) {

  /** Takes one kernel position that lies within the input. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param kernel counts kernel positions row by row
     * @param position counts input positions row by row
     */
    void visit(int kernel, int position);
  }

  /** Visits the window of one output position. */
  void visit(int outputRow, int outputColumn, Visitor visitor) {
    int top = outputRow * window.strideHeight() - padTop();
    int left = outputColumn * window.strideWidth() - padLeft();
    for (int y = 0; y < window.kernelHeight(); y++) {
      int row = top + y * window.dilationHeight();
      for (int x = 0; x < window.kernelWidth() && row >= 0 && row < input.height(); x++) {
        int column = left + x * window.dilationWidth();
        if (column >= 0 && column < input.width()) {
          visitor.visit(y * window.kernelWidth() + x, row * input.width() + column);
        }
      }
    }
  }

  /** Rows of padding above the input; what is odd comes below (TensorFlow's SAME). */
  int padTop() {
    return before(
        input.height(),
        output.height(),
        window.kernelHeight(),
        window.strideHeight(),
        window.dilationHeight());
  }

  /** Columns of padding left of the input; what is odd comes right. */
  int padLeft() {
    return before(
        input.width(),
        output.width(),
        window.kernelWidth(),
        window.strideWidth(),
        window.dilationWidth());
  }

  private int before(int in, int out, int kernel, int stride, int dilation) {
    if (window.padding() == Padding.VALID) {
      return 0;
    }
    return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in) / 2;
  }
}
