package io.edgewise.sim.mapping;

import io.edgewise.sim.accelerator.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The residency tells which parameters stay on the chip. Whole layers stay or stream: in execution
 * order, a layer that does not fit what is left streams, and later ones may still stay. (Gives the
 * cached and streamed bytes of 68 of 68 public compiler logs.)
 *
 * @param streamed bytes that cross the link at every inference, one entry a node
 * @param occupancy what of the memory is taken at the end
 */
record Residency(long[] streamed, long residentBytes, long streamedBytes, Occupancy occupancy) {

  /**
   * @param mappings one a node; null where the accelerator runs nothing
   * @param before what other networks have taken
   */
  static Residency of(@Nullable LayerMapping[] mappings, Memory memory, Occupancy before) {
    long[] streamed = new long[mappings.length];
    Occupancy taken = before;
    long resident = 0;
    long all = 0;
    for (int i = 0; i < mappings.length; i++) {
      LayerMapping mapping = mappings[i];
      if (mapping == null || mapping.blob().bytes() == 0) {
        continue;
      }
      ParameterBlob blob = mapping.blob();
      if (taken.leavesRoomFor(blob, memory)) {
        taken = taken.with(blob);
        resident += blob.bytes();
      } else {
        streamed[i] = blob.bytes();
      }
      all += blob.bytes();
    }
    return new Residency(streamed, resident, all - resident, taken);
  }
}
