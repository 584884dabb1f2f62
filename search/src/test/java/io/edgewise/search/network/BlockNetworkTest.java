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

  @Test
  void aFusedStridedBlockHasItsStrideOnTheExpansion() {
    assertThat(Transcript.of(placed(new FusedStrided(5, 4), 2, 8, 16)))
        .containsExactly(
            "block1.expand (stem) conv 5x5 s2 8->32 relu",
            "block1.project (block1.expand) conv 1x1 s1 32->16");
  }

  @Test
  void aFusedStridedBlockOfExpansionOneIsAProjection() {
    assertThat(Transcript.of(placed(new FusedStrided(3, 1), 1, 64, 24)))
        .containsExactly("block1.project (stem) conv 1x1 s1 64->24");
    assertThat(placed(new FusedStrided(3, 1), 1, 64, 24))
        .isEqualTo(new Block(new FusedStrided(5, 1).at(1, 64, 24), 1, 64, 24, Nonlinearity.SWISH));
  }

  /** EfficientNet-EdgeTPU-L begins like this: 3.2 times 40 channels are 128. */
  @Test
  void anExpansionNeedNotBeWhole() {
    Block block = placed(new Fused(3, 3.2), 1, 40, 32);
    assertThat(Transcript.of(block))
        .containsExactly(
            "block1.expand (stem) conv 3x3 s1 40->128 relu",
            "block1.project (block1.expand) conv 1x1 s1 128->32");
    assertThat(block.spelling()).isEqualTo("fused k3 s1 e3.2 c32 se0 relu");
    assertThat(new Fused(3, 3.2).options().values()).containsEntry(BlockOption.EXPANSION, 3.2);
    assertThat(new Fused(3, 4).options().values()).containsEntry(BlockOption.EXPANSION, 4);
  }

  /** 40 * 1.4 = 56 channels and 40 fall into 8, 4, 2 groups alike; 5 does not divide 56. */
  @Test
  void groupsDivideBothNumbersOfChannels() {
    assertThat(new FusedGrouped(3, 1.4, 8).at(1, 40, 40))
        .isEqualTo(new FusedGrouped.Body(3, 1.4, 4));
  }

  @Test
  void aBlockWithoutASkipAddsNothing() {
    Block block = new Block(new Fused(3, 2), 1, 8, 8, RELU, Skip.NONE);
    assertThat(Transcript.of(block))
        .containsExactly(
            "block1.expand (stem) conv 3x3 s1 8->16 relu",
            "block1.project (block1.expand) conv 1x1 s1 16->8");
    assertThat(block.spelling()).isEqualTo("fused k3 s1 e2 c8 se0 relu noskip");
    assertThat(block.resized(1, 16, 16).hasResidual()).isFalse();
  }

  @Test
  void whereNothingCouldBeAddedASkipIsNotTold() {
    assertThat(new Block(new Fused(3, 2), 2, 8, 8, RELU, Skip.NONE))
        .isEqualTo(new Block(new Fused(3, 2), 2, 8, 8, RELU));
    assertThat(new Block(new Fused(3, 2), 1, 8, 16, RELU, Skip.NONE))
        .isEqualTo(new Block(new Fused(3, 2), 1, 8, 16, RELU));
  }

  /** 48 * 4 / 64 = 3 groups, each of 16 inputs and 64 outputs. */
  @Test
  void aFusedGroupedBlockHasGroupsOfTheSizeAskedFor() {
    assertThat(Transcript.of(placed(new FusedGrouped(3, 4, 64), 1, 48, 48)))
        .containsExactly(
            "block1.expand (stem) grouped 3x3 s1 48->192 g3 relu",
            "block1.project (block1.expand) conv 1x1 s1 192->48",
            "block1.add (block1.project stem) add");
  }

  /** 40 * 4 / 48 = 3.3, but 3 does not divide 40: 2 groups of 80. */
  @Test
  void groupsDivideTheChannels() {
    assertThat(Transcript.of(placed(new FusedGrouped(3, 4, 48), 2, 40, 24)).get(0))
        .isEqualTo("block1.expand (stem) grouped 3x3 s2 40->160 g2 relu");
  }

  /** 24 * 0.25 = 6, but at least 8; 40 * 0.75 = 30, of which 32 is the nearest multiple of 8. */
  @Test
  void aTuckerBlockCompressesBeforeItsConvolution() {
    assertThat(Transcript.of(placed(new Tucker(5, 0.25, 0.75), 2, 24, 40)))
        .containsExactly(
            "block1.compress (stem) conv 1x1 s1 24->8 relu",
            "block1.spatial (block1.compress) conv 5x5 s2 8->32 relu",
            "block1.project (block1.spatial) conv 1x1 s1 32->40");
  }

  /** 16 * 6 = 96 expanded channels: 3 groups of 32. */
  @Test
  void aGroupedBlockHasItsGroupsBehindTheExpansion() {
    assertThat(Transcript.of(placed(new Grouped(5, 6, 32), 2, 16, 24)))
        .containsExactly(
            "block1.expand (stem) conv 1x1 s1 16->96 relu",
            "block1.spatial (block1.expand) grouped 5x5 s2 96->96 g3 relu",
            "block1.project (block1.spatial) conv 1x1 s1 96->24");
  }

  @Test
  void aGroupedBlockOfExpansionOneHasNoExpansion() {
    assertThat(Transcript.of(placed(new Grouped(3, 1, 8), 1, 16, 16)))
        .containsExactly(
            "block1.spatial (stem) grouped 3x3 s1 16->16 g2 relu",
            "block1.project (block1.spatial) conv 1x1 s1 16->16",
            "block1.add (block1.project stem) add");
    assertThat(Transcript.of(placed(new Grouped(3, 1, 32), 2, 16, 24)))
        .containsExactly(
            "block1.spatial (stem) conv 3x3 s2 16->16 relu",
            "block1.project (block1.spatial) conv 1x1 s1 16->24");
  }

  @Test
  void blocksThatComputeTheSameAreEqual() {
    assertThat(placed(new FusedStrided(3, 4), 1, 16, 16))
        .isEqualTo(placed(new Fused(3, 4), 1, 16, 16));
    assertThat(placed(new FusedGrouped(3, 4, 64), 2, 16, 16))
        .isEqualTo(placed(new FusedStrided(3, 4), 2, 16, 16));
    assertThat(placed(new FusedGrouped(3, 1, 8), 2, 64, 16))
        .isEqualTo(placed(new FusedStrided(3, 1), 2, 64, 16));
    assertThat(Transcript.of(placed(new Grouped(3, 2, 512), 1, 16, 16)))
        .isEqualTo(Transcript.of(new Block(new Tucker.Body(3, 32, 32), 1, 16, 16, RELU)));
    assertThat(placed(new Grouped(3, 2, 512), 1, 16, 16))
        .isEqualTo(new Block(new Tucker.Body(3, 32, 32), 1, 16, 16, RELU));
  }

  private static Block placed(BlockKind kind, int stride, int inputs, int outputs) {
    return new Block(kind.at(stride, inputs, outputs), stride, inputs, outputs, RELU);
  }
}
