package io.edgewise.search.network;

import static io.edgewise.search.network.Nonlinearity.RELU;
import static io.edgewise.search.network.Nonlinearity.RELU6;
import static io.edgewise.search.network.Nonlinearity.SWISH;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.network.BlockNetwork.Stem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walk, layer by layer, by hand. */
class BlockNetworkTest {

  @Test
  void stemBlocksAndHeadInOrder() {
    BlockNetwork network =
        new BlockNetwork(
            8,
            3,
            10,
            new Stem(5, 2, 8, SWISH),
            List.of(
                new Block(new Fused(3, 2), 2, 8, 24, RELU),
                new Block(new MBConv.Body(5, 4, 6), 1, 24, 24, RELU6)),
            64,
            SWISH);
    assertThat(Transcript.of(network))
        .containsExactly(
            "stem (image) conv 5x5 s2 3->8 swish",
            "block1.expand (stem) conv 3x3 s1 8->16 relu",
            "block1.project (block1.expand) conv 1x1 s2 16->24",
            "block2.expand (block1.project) conv 1x1 s1 24->96 relu6",
            "block2.depthwise (block2.expand) depthwise 5x5 s1 96 relu6",
            "block2.se (block2.depthwise) se 96->6 relu6",
            "block2.project (block2.se) conv 1x1 s1 96->24",
            "block2.add (block2.project block1.project) add",
            "head (block2.add) conv 1x1 s1 24->64 swish",
            "pool (head) pool 64",
            "classes (pool) classes 64->10");
  }

  @Test
  void anMbconvOfExpansionOneHasNoExpansion() {
    assertThat(Transcript.of(new Block(new MBConv.Body(3, 1, 0), 2, 8, 16, RELU)))
        .containsExactly(
            "block1.depthwise (stem) depthwise 3x3 s2 8 relu",
            "block1.project (block1.depthwise) conv 1x1 s1 8->16");
  }

  @Test
  void aFusedBlockOfExpansionOneIsOneConvolution() {
    assertThat(Transcript.of(new Block(new Fused(3, 1), 1, 8, 8, RELU)))
        .containsExactly(
            "block1.spatial (stem) conv 3x3 s1 8->8 relu", "block1.add (block1.spatial stem) add");
  }
}
