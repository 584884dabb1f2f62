package io.edgewise.sim.workload.networks;

import java.util.List;

/** Branches side by side on one input, their outputs concatenated along the channels. */
record InceptionModule(List<List<Branch>> branches) {

  @SafeVarargs
  static InceptionModule of(List<Branch>... branches) {
    return new InceptionModule(List.of(branches));
  }

  /** Appends the module under a name. */
  int append(NetworkBuilder net, String scope, int from) {
    int[] outputs = new int[branches.size()];
    for (int b = 0; b < outputs.length; b++) {
      int at = from;
      char position = 'a';
      for (Branch step : branches.get(b)) {
        at = step.append(net, scope + "/Branch_" + b, position, at);
        position++;
      }
      outputs[b] = at;
    }
    return net.concat(scope + "/concat", outputs);
  }
}
