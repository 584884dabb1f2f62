package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.RELU;
import static io.edgewise.sim.workload.networks.Branch.averagePool;
import static io.edgewise.sim.workload.networks.Branch.conv;
import static io.edgewise.sim.workload.networks.Branch.fork;
import static io.edgewise.sim.workload.networks.Branch.maxPool;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Window;
import java.util.List;

/**
 * Inception v1 (arXiv 1409.4842), v2 (arXiv 1502.03167) and v3 (arXiv 1512.00567) as TF-slim builds
 * them: batch normalisation everywhere, 1001 classes, the classifier a 1x1 convolution, auxiliary
 * classifiers left out as they are in inference.
 */
final class Inceptions {

  static final int CLASSES = 1001;

  static final Window VALID_3X3_S2 = Window.valid(3, 2);
  private static final Window SAME_3X3_S2 = Window.same(3, 2);

  private Inceptions() {}

  /** TF-slim's v1 has 3x3 where the paper has 5x5 convolutions. */
  static LayerGraph v1(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("Conv2d_1a_7x7", net.input(), 7, 2, 64, RELU);
    at = net.maxPool("MaxPool_2a_3x3", at, SAME_3X3_S2);
    at = net.conv("Conv2d_2b_1x1", at, 1, 1, 64, RELU);
    at = net.conv("Conv2d_2c_3x3", at, 3, 1, 192, RELU);
    at = net.maxPool("MaxPool_3a_3x3", at, SAME_3X3_S2);
    at = v1Module(64, 96, 128, 16, 32, 32).append(net, "Mixed_3b", at);
    at = v1Module(128, 128, 192, 32, 96, 64).append(net, "Mixed_3c", at);
    at = net.maxPool("MaxPool_4a_3x3", at, SAME_3X3_S2);
    at = v1Module(192, 96, 208, 16, 48, 64).append(net, "Mixed_4b", at);
    at = v1Module(160, 112, 224, 24, 64, 64).append(net, "Mixed_4c", at);
    at = v1Module(128, 128, 256, 24, 64, 64).append(net, "Mixed_4d", at);
    at = v1Module(112, 144, 288, 32, 64, 64).append(net, "Mixed_4e", at);
    at = v1Module(256, 160, 320, 32, 128, 128).append(net, "Mixed_4f", at);
    at = net.maxPool("MaxPool_5a_2x2", at, Window.same(2, 2));
    at = v1Module(256, 160, 320, 32, 128, 128).append(net, "Mixed_5b", at);
    at = v1Module(384, 192, 384, 48, 128, 128).append(net, "Mixed_5c", at);
    return net.convolutionalClassifier(at, CLASSES);
  }

  private static InceptionModule v1Module(
      int direct, int reduce1, int conv1, int reduce2, int conv2, int pooled) {
    return InceptionModule.of(
        List.of(conv(1, direct)),
        List.of(conv(1, reduce1), conv(3, conv1)),
        List.of(conv(1, reduce2), conv(3, conv2)),
        List.of(maxPool(Window.same(3, 1)), conv(1, pooled)));
  }

  /** The stem is a separable convolution with multiplier 8. */
  static LayerGraph v2(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.separableStem("Conv2d_1a_7x7", 7, 2, 8, 64, RELU);
    at = net.maxPool("MaxPool_2a_3x3", at, SAME_3X3_S2);
    at = net.conv("Conv2d_2b_1x1", at, 1, 1, 64, RELU);
    at = net.conv("Conv2d_2c_3x3", at, 3, 1, 192, RELU);
    at = net.maxPool("MaxPool_3a_3x3", at, SAME_3X3_S2);
    at = v2Module(64, 64, 64, 64, 96, averagePool(), 32).append(net, "Mixed_3b", at);
    at = v2Module(64, 64, 96, 64, 96, averagePool(), 64).append(net, "Mixed_3c", at);
    at = v2Reduction(128, 160, 64, 96).append(net, "Mixed_4a", at);
    at = v2Module(224, 64, 96, 96, 128, averagePool(), 128).append(net, "Mixed_4b", at);
    at = v2Module(192, 96, 128, 96, 128, averagePool(), 128).append(net, "Mixed_4c", at);
    at = v2Module(160, 128, 160, 128, 160, averagePool(), 96).append(net, "Mixed_4d", at);
    at = v2Module(96, 128, 192, 160, 192, averagePool(), 96).append(net, "Mixed_4e", at);
    at = v2Reduction(128, 192, 192, 256).append(net, "Mixed_5a", at);
    at = v2Module(352, 192, 320, 160, 224, averagePool(), 128).append(net, "Mixed_5b", at);
    at =
        v2Module(352, 192, 320, 192, 224, maxPool(Window.same(3, 1)), 128)
            .append(net, "Mixed_5c", at);
    return net.convolutionalClassifier(at, CLASSES);
  }

  private static InceptionModule v2Module(
      int direct, int reduce1, int conv1, int reduce2, int conv2, Branch pool, int pooled) {
    return InceptionModule.of(
        List.of(conv(1, direct)),
        List.of(conv(1, reduce1), conv(3, conv1)),
        List.of(conv(1, reduce2), conv(3, conv2), conv(3, conv2)),
        List.of(pool, conv(1, pooled)));
  }

  private static InceptionModule v2Reduction(int reduce1, int conv1, int reduce2, int conv2) {
    return InceptionModule.of(
        List.of(conv(1, reduce1), conv(SAME_3X3_S2, conv1)),
        List.of(conv(1, reduce2), conv(3, conv2), conv(SAME_3X3_S2, conv2)),
        List.of(maxPool(SAME_3X3_S2)));
  }

  static LayerGraph v3(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = v3Stem(net);
    at = v3ModuleA(32).append(net, "Mixed_5b", at);
    at = v3ModuleA(64).append(net, "Mixed_5c", at);
    at = v3ModuleA(64).append(net, "Mixed_5d", at);
    at = V3_REDUCTION_A.append(net, "Mixed_6a", at);
    at = v3ModuleB(128).append(net, "Mixed_6b", at);
    at = v3ModuleB(160).append(net, "Mixed_6c", at);
    at = v3ModuleB(160).append(net, "Mixed_6d", at);
    at = v3ModuleB(192).append(net, "Mixed_6e", at);
    at = V3_REDUCTION_B.append(net, "Mixed_7a", at);
    at = V3_MODULE_C.append(net, "Mixed_7b", at);
    at = V3_MODULE_C.append(net, "Mixed_7c", at);
    return net.convolutionalClassifier(at, CLASSES);
  }

  /** Inception-ResNet v2 begins in the same way. */
  static int v3Stem(NetworkBuilder net) {
    int at = net.conv("Conv2d_1a_3x3", net.input(), VALID_3X3_S2, 32, RELU);
    at = net.conv("Conv2d_2a_3x3", at, Window.valid(3, 1), 32, RELU);
    at = net.conv("Conv2d_2b_3x3", at, 3, 1, 64, RELU);
    at = net.maxPool("MaxPool_3a_3x3", at, VALID_3X3_S2);
    at = net.conv("Conv2d_3b_1x1", at, 1, 1, 80, RELU);
    at = net.conv("Conv2d_4a_3x3", at, Window.valid(3, 1), 192, RELU);
    return net.maxPool("MaxPool_5a_3x3", at, VALID_3X3_S2);
  }

  private static InceptionModule v3ModuleA(int pooled) {
    return InceptionModule.of(
        List.of(conv(1, 64)),
        List.of(conv(1, 48), conv(5, 64)),
        List.of(conv(1, 64), conv(3, 96), conv(3, 96)),
        List.of(averagePool(), conv(1, pooled)));
  }

  private static final InceptionModule V3_REDUCTION_A =
      InceptionModule.of(
          List.of(conv(VALID_3X3_S2, 384)),
          List.of(conv(1, 64), conv(3, 96), conv(VALID_3X3_S2, 96)),
          List.of(maxPool(VALID_3X3_S2)));

  private static InceptionModule v3ModuleB(int inner) {
    return InceptionModule.of(
        List.of(conv(1, 192)),
        List.of(conv(1, inner), conv(1, 7, inner), conv(7, 1, 192)),
        List.of(
            conv(1, inner),
            conv(7, 1, inner),
            conv(1, 7, inner),
            conv(7, 1, inner),
            conv(1, 7, 192)),
        List.of(averagePool(), conv(1, 192)));
  }

  private static final InceptionModule V3_REDUCTION_B =
      InceptionModule.of(
          List.of(conv(1, 192), conv(VALID_3X3_S2, 320)),
          List.of(conv(1, 192), conv(1, 7, 192), conv(7, 1, 192), conv(VALID_3X3_S2, 192)),
          List.of(maxPool(VALID_3X3_S2)));

  private static final InceptionModule V3_MODULE_C =
      InceptionModule.of(
          List.of(conv(1, 320)),
          List.of(conv(1, 384), fork(conv(1, 3, 384), conv(3, 1, 384))),
          List.of(conv(1, 448), conv(3, 384), fork(conv(1, 3, 384), conv(3, 1, 384))),
          List.of(averagePool(), conv(1, 192)));
}
