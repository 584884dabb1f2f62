package io.edgewise.sim;

import java.io.Serializable;

/**
 * A latency split by what was waited for; the parts add up to it.
 *
 * @param compute tiles work or the mesh moves data, ms
 * @param parameterStream the array waits for parameters, ms
 * @param activationTransfer input and output cross the link, ms
 * @param operation operations start, exchange borders, join operands, ms
 * @param host the host's own cost, and operators that it runs, ms
 */
public record Breakdown(
    double compute,
    double parameterStream,
    double activationTransfer,
    double operation,
    double host)
    implements Serializable {

  /** No time at all. */
  public static final Breakdown NONE = new Breakdown(0, 0, 0, 0, 0);

  public double total() {
    return compute + parameterStream + activationTransfer + operation + host;
  }

  public Breakdown plus(Breakdown other) {
    return new Breakdown(
        compute + other.compute,
        parameterStream + other.parameterStream,
        activationTransfer + other.activationTransfer,
        operation + other.operation,
        host + other.host);
  }

  /** The parts of several equal latencies one after the other. */
  public Breakdown times(int count) {
    return new Breakdown(
        compute * count,
        parameterStream * count,
        activationTransfer * count,
        operation * count,
        host * count);
  }

  public double of(Bottleneck part) {
    return switch (part) {
      case COMPUTE -> compute;
      case PARAMETER_STREAM -> parameterStream;
      case ACTIVATION_TRANSFER -> activationTransfer;
      case OPERATION_OVERHEAD -> operation;
      case HOST -> host;
    };
  }

  /** The largest part; of equal parts the first. */
  public Bottleneck largest() {
    Bottleneck largest = Bottleneck.COMPUTE;
    for (Bottleneck part : Bottleneck.values()) {
      largest = of(part) > of(largest) ? part : largest;
    }
    return largest;
  }
}
