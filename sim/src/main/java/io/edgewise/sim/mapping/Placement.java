package io.edgewise.sim.mapping;

import io.edgewise.sim.accelerator.Memory;

/**
 * A placement says which parameters stay on the chip. Layers are placed in execution order until
 * the memory is full; the last one that starts inside it may be split. If anything has to stream,
 * part of the memory becomes its buffer. (A compiler log of ResNet-50 shows 6.25 MiB resident, all
 * of what is left then; of networks that fit, 7.5 to 8 MiB available.)
 *
 * @param resident bytes that stay, one entry a layer
 * @param streamed bytes that cross the link at every inference, one entry a layer
 */
record Placement(long[] resident, long[] streamed, long residentBytes, long streamedBytes) {

  static Placement of(long[] parameterBytes, Memory memory) {
    long all = 0;
    for (long bytes : parameterBytes) {
      all += bytes;
    }
    boolean fits = all <= memory.parameterBytes();
    long room = fits ? all : Math.max(0, memory.parameterBytes() - memory.streamBufferBytes());
    long[] resident = new long[parameterBytes.length];
    long[] streamed = new long[parameterBytes.length];
    long left = room;
    for (int i = 0; i < parameterBytes.length; i++) {
      resident[i] = Math.min(left, parameterBytes[i]);
      streamed[i] = parameterBytes[i] - resident[i];
      left -= resident[i];
    }
    return new Placement(resident, streamed, room - left, all - (room - left));
  }
}
