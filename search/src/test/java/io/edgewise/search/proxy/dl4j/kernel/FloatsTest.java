package io.edgewise.search.proxy.dl4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Windows on the memory of arrays, on any processor: only some train through parts of them. */
class FloatsTest {

  /** Six of 0 to 11, from the fourth on, are two rows of three. */
  @Test
  void aPartIsAMatrixOfTheSameMemory() {
    INDArray array = Nd4j.arange(12).castTo(DataType.FLOAT).reshape('c', 3, 4);

    INDArray matrix = Floats.of(array).part(3, 6).matrix(2, 3);

    assertThat(matrix.toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 4, 5}, {6, 7, 8}});
    matrix.putScalar(0, 0, 17);
    assertThat(array.getFloat(0, 3)).isEqualTo(17);
  }

  @Test
  void anArrayIsAMatrixOfItsOwnMemory() {
    INDArray array = Nd4j.arange(6).castTo(DataType.FLOAT).reshape('c', 3, 2);

    assertThat(Floats.of(array).matrix(2, 3).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1, 2}, {3, 4, 5}});
  }

  @Test
  void elementsThatLieApartAreRefused() {
    INDArray transposed = Nd4j.arange(6).castTo(DataType.FLOAT).reshape('c', 3, 2).transpose();

    assertThatThrownBy(() -> Floats.of(transposed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("needs a FLOAT array, contiguous in C order; got FLOAT");
  }
}
