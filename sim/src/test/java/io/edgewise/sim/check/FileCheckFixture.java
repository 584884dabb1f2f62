package io.edgewise.sim.check;

import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.placement.Judgement.Place;
import io.edgewise.sim.tflite.ModelSketch;
import io.edgewise.sim.tflite.TfliteReader;

/** Small files to check: a small file to sketch, and the words of a judgement. */
abstract class FileCheckFixture {

  static final String TABLE =
      "coral.ai, TensorFlow models on the Edge TPU, table of supported operations";

  static final String MODEL = "coral.ai, TensorFlow models on the Edge TPU, model requirements";

  static final String COMPILER = "edgetpu_compiler 16.0, the last version";

  static final String SEEN = "operator versions of public compiled networks";

  static final String TOLD = "a stated limit of edgetpu_compiler 16.0";

  static final String TWINS = "public networks beside their compiled twins";

  static final String SPECIFICATION = "TensorFlow Lite 8-bit quantization specification";

  static final String OTHERS = "use operators that it runs, or move it to the end of the network";

  static final String EARLIER = "convert with TensorFlow 2.5, which came with the last compiler";

  static final String QUANTISE =
      "quantise the whole network to int8 or uint8, its inputs and outputs too";

  final ModelSketch sketch = new ModelSketch();

  void unary(int code, int... shape) {
    int in = sketch.activation("in", shape);
    sketch.operator(code, null, new int[] {in}, sketch.activation("out", shape));
  }

  static FileCheck check(ModelSketch sketch) {
    return FileCheck.of(TfliteReader.operators("sketch", sketch.file()));
  }

  static Judgement first(ModelSketch sketch) {
    return check(sketch).operators().get(0).judgement();
  }

  static Judgement host(String reason, String change, String source) {
    return new Judgement(Place.HOST, reason, change, source);
  }

  static Judgement notKnown(String reason, String change, String source) {
    return new Judgement(Place.NOT_KNOWN, reason, change, source);
  }
}
