package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {

  /** Three grey images of one row and two columns. */
  private static final ImageSet IMAGES =
      new ImageSet(1, 2, 1, 3, new byte[] {10, 11, 20, 21, 30, 31}, new int[] {2, 0, 1});

  @Test
  void imagesAreTakenByIndexOrStretch() {
    ImageSet chosen = IMAGES.select(new int[] {2, 0});
    assertThat(chosen.pixels()).containsExactly(30, 31, 10, 11);
    assertThat(chosen.labels()).containsExactly(1, 2);
    ImageSet slice = IMAGES.slice(1, 3);
    assertThat(slice.pixels()).containsExactly(20, 21, 30, 31);
    assertThat(slice.labels()).containsExactly(0, 1);
  }

  @Test
  void slicesPutTogetherAreTheWhole() {
    ImageSet whole =
        ImageSet.concat(List.of(IMAGES.slice(0, 1), IMAGES.slice(1, 1), IMAGES.slice(1, 3)));
    assertThat(whole.pixels()).isEqualTo(IMAGES.pixels());
    assertThat(whole.labels()).isEqualTo(IMAGES.labels());
  }

  @Test
  void pixelsAndLabelsAreCopies() {
    IMAGES.labels()[0] = 99;
    IMAGES.pixels()[0] = 99;
    assertThat(IMAGES.label(0)).isEqualTo(2);
    assertThat(IMAGES.pixels()[0]).isEqualTo((byte) 10);
  }

  @Test
  void offTheHeapTheyAreTheSameImages() {
    ImageSet moved = IMAGES.offHeap();

    byte[] last = new byte[2];
    moved.image(2, last);
    assertThat(last).containsExactly(30, 31);
    assertThat(moved.pixels()).isEqualTo(IMAGES.pixels());
    assertThat(moved.select(new int[] {2, 0}).pixels()).containsExactly(30, 31, 10, 11);
    assertThat(moved.offHeap()).isSameAs(moved);
  }

  @Test
  void aSplitHoldsItsImagesOffTheHeap() {
    DataSplit split = new DataSplit(IMAGES.slice(0, 2), IMAGES.slice(2, 3));

    assertThat(split.training().offHeap()).isSameAs(split.training());
    assertThat(split.atResolution(4).validation().offHeap())
        .isSameAs(split.atResolution(4).validation());
  }

  @Test
  void refusesPixelsAndLabelsThatDoNotFit() {
    assertThatThrownBy(() -> new ImageSet(2, 2, 3, 2, new byte[13], new int[1]))
        .hasMessage("1 images of 2x2x3 do not have 13 bytes");
    assertThatThrownBy(() -> IMAGES.withClasses(2))
        .hasMessage("image 0 has label 2: allowed is 0 to 1");
  }
}
