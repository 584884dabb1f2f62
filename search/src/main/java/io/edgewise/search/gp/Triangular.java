package io.edgewise.search.gp;

import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;

/** Solves with a lower triangular matrix, row-major, in place. */
final class Triangular {

  private Triangular() {}

  /** b := L^-1 b. */
  static void solve(double[] lower, double[] b) {
    TriangularSolver_DDRM.solveL(lower, b, b.length);
  }

  /** b := L^-T b. */
  static void solveTransposed(double[] lower, double[] b) {
    TriangularSolver_DDRM.solveTranL(lower, b, b.length);
  }
}
