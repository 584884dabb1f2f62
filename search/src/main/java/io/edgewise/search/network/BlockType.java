package io.edgewise.search.network;

import static io.edgewise.search.network.BlockOption.EXPANSION;
import static io.edgewise.search.network.BlockOption.GROUP_SIZE;
import static io.edgewise.search.network.BlockOption.INPUT_RATIO;
import static io.edgewise.search.network.BlockOption.KERNEL;
import static io.edgewise.search.network.BlockOption.OUTPUT_RATIO;
import static io.edgewise.search.network.BlockOption.SQUEEZE_EXCITE;

import java.util.List;
import java.util.function.Function;

/**
 * The kinds of blocks by the words of space files, each with the options that it has: where a new
 * kind is registered.
 */
public enum BlockType {
  MBCONV(MBConv::new, KERNEL, EXPANSION, SQUEEZE_EXCITE),
  FUSED(Fused::new, KERNEL, EXPANSION),
  FUSED_STRIDED(FusedStrided::new, KERNEL, EXPANSION),
  FUSED_GROUPED(FusedGrouped::new, KERNEL, EXPANSION, GROUP_SIZE),
  TUCKER(Tucker::new, KERNEL, INPUT_RATIO, OUTPUT_RATIO),
  GROUPED(Grouped::new, KERNEL, EXPANSION, GROUP_SIZE);

  private final Function<BlockOptions, BlockKind> kind;
  private final List<BlockOption> options;

  BlockType(Function<BlockOptions, BlockKind> kind, BlockOption... options) {
    this.kind = kind;
    this.options = List.of(options);
  }

  /** Returns whether blocks of this type have this option. */
  public boolean has(BlockOption option) {
    return options.contains(option);
  }

  /** Its options. */
  public List<BlockOption> options() {
    return options;
  }

  /**
   * The kind with these options.
   *
   * @throws IllegalArgumentException if one is missing or out of its range
   */
  public BlockKind kind(BlockOptions chosen) {
    return kind.apply(chosen);
  }
}
