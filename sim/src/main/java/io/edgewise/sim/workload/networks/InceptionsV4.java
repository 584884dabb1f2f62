package io.edgewise.sim.workload.networks;

import static io.edgewise.sim.workload.Activation.NONE;
import static io.edgewise.sim.workload.Activation.RELU;
import static io.edgewise.sim.workload.networks.Branch.averagePool;
import static io.edgewise.sim.workload.networks.Branch.conv;
import static io.edgewise.sim.workload.networks.Branch.fork;
import static io.edgewise.sim.workload.networks.Branch.maxPool;
import static io.edgewise.sim.workload.networks.Inceptions.CLASSES;
import static io.edgewise.sim.workload.networks.Inceptions.VALID_3X3_S2;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.Window;
import java.util.List;

/** Inception v4 and Inception-ResNet v2 (arXiv 1602.07261), as TF-slim builds them. */
final class InceptionsV4 {

  private static final Window VALID_3X3 = Window.valid(3, 1);

  private InceptionsV4() {}

  static LayerGraph v4(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = net.conv("Conv2d_1a_3x3", net.input(), VALID_3X3_S2, 32, RELU);
    at = net.conv("Conv2d_2a_3x3", at, VALID_3X3, 32, RELU);
    at = net.conv("Conv2d_2b_3x3", at, 3, 1, 64, RELU);
    at = STEM_3A.append(net, "Mixed_3a", at);
    at = STEM_4A.append(net, "Mixed_4a", at);
    at = STEM_5A.append(net, "Mixed_5a", at);
    at = repeat(net, MODULE_A, "Mixed_5", 4, at);
    at = reductionA(192, 224, 256).append(net, "Mixed_6a", at);
    at = repeat(net, MODULE_B, "Mixed_6", 7, at);
    at = REDUCTION_B.append(net, "Mixed_7a", at);
    at = repeat(net, MODULE_C, "Mixed_7", 3, at);
    return net.denseClassifier(at, CLASSES);
  }

  /** The module under the names scope b, c, d... */
  private static int repeat(
      NetworkBuilder net, InceptionModule module, String scope, int times, int from) {
    int at = from;
    for (int i = 0; i < times; i++) {
      at = module.append(net, scope + (char) ('b' + i), at);
    }
    return at;
  }

  static LayerGraph resNetV2(String name, int resolution) {
    NetworkBuilder net = new NetworkBuilder(name, resolution);
    int at = RESNET_5B.append(net, "Mixed_5b", Inceptions.v3Stem(net));
    for (int i = 1; i <= 10; i++) {
      at = residual(net, RESNET_35, "Block35_" + i, at, RELU);
    }
    at = reductionA(256, 256, 384).append(net, "Mixed_6a", at);
    for (int i = 1; i <= 20; i++) {
      at = residual(net, RESNET_17, "Block17_" + i, at, RELU);
    }
    at = RESNET_7A.append(net, "Mixed_7a", at);
    for (int i = 1; i <= 9; i++) {
      at = residual(net, RESNET_8, "Block8_" + i, at, RELU);
    }
    at = residual(net, RESNET_8, "Block8", at, NONE);
    at = net.conv("Conv2d_7b_1x1", at, 1, 1, 1536, RELU);
    return net.denseClassifier(at, CLASSES);
  }

  /**
   * A module, a 1x1 convolution back to the input's channels, and the sum of both. The constant
   * that scales the residual (0.1 to 0.2) lies in the weights of that convolution.
   */
  private static int residual(
      NetworkBuilder net, InceptionModule module, String scope, int from, Activation activation) {
    int mixed = module.append(net, scope, from);
    int up = net.conv(scope + "/Conv2d_1x1", mixed, 1, 1, net.channels(from), NONE);
    return net.sum(scope + "/add", from, up, activation);
  }

  private static final InceptionModule STEM_3A =
      InceptionModule.of(List.of(maxPool(VALID_3X3_S2)), List.of(conv(VALID_3X3_S2, 96)));

  private static final InceptionModule STEM_4A =
      InceptionModule.of(
          List.of(conv(1, 64), conv(VALID_3X3, 96)),
          List.of(conv(1, 64), conv(1, 7, 64), conv(7, 1, 64), conv(VALID_3X3, 96)));

  private static final InceptionModule STEM_5A =
      InceptionModule.of(List.of(conv(VALID_3X3_S2, 192)), List.of(maxPool(VALID_3X3_S2)));

  private static final InceptionModule MODULE_A =
      InceptionModule.of(
          List.of(conv(1, 96)),
          List.of(conv(1, 64), conv(3, 96)),
          List.of(conv(1, 64), conv(3, 96), conv(3, 96)),
          List.of(averagePool(), conv(1, 96)));

  /** Paper, figure 7 and table 1: k, l and m of the two networks; n is 384 in both. */
  private static InceptionModule reductionA(int k, int l, int m) {
    return InceptionModule.of(
        List.of(conv(VALID_3X3_S2, 384)),
        List.of(conv(1, k), conv(3, l), conv(VALID_3X3_S2, m)),
        List.of(maxPool(VALID_3X3_S2)));
  }

  private static final InceptionModule MODULE_B =
      InceptionModule.of(
          List.of(conv(1, 384)),
          List.of(conv(1, 192), conv(1, 7, 224), conv(7, 1, 256)),
          List.of(conv(1, 192), conv(7, 1, 192), conv(1, 7, 224), conv(7, 1, 224), conv(1, 7, 256)),
          List.of(averagePool(), conv(1, 128)));

  private static final InceptionModule REDUCTION_B =
      InceptionModule.of(
          List.of(conv(1, 192), conv(VALID_3X3_S2, 192)),
          List.of(conv(1, 256), conv(1, 7, 256), conv(7, 1, 320), conv(VALID_3X3_S2, 320)),
          List.of(maxPool(VALID_3X3_S2)));

  private static final InceptionModule MODULE_C =
      InceptionModule.of(
          List.of(conv(1, 256)),
          List.of(conv(1, 384), fork(conv(1, 3, 256), conv(3, 1, 256))),
          List.of(
              conv(1, 384),
              conv(3, 1, 448),
              conv(1, 3, 512),
              fork(conv(1, 3, 256), conv(3, 1, 256))),
          List.of(averagePool(), conv(1, 256)));

  private static final InceptionModule RESNET_5B =
      InceptionModule.of(
          List.of(conv(1, 96)),
          List.of(conv(1, 48), conv(5, 64)),
          List.of(conv(1, 64), conv(3, 96), conv(3, 96)),
          List.of(averagePool(), conv(1, 64)));

  private static final InceptionModule RESNET_35 =
      InceptionModule.of(
          List.of(conv(1, 32)),
          List.of(conv(1, 32), conv(3, 32)),
          List.of(conv(1, 32), conv(3, 48), conv(3, 64)));

  private static final InceptionModule RESNET_17 =
      InceptionModule.of(
          List.of(conv(1, 192)), List.of(conv(1, 128), conv(1, 7, 160), conv(7, 1, 192)));

  private static final InceptionModule RESNET_7A =
      InceptionModule.of(
          List.of(conv(1, 256), conv(VALID_3X3_S2, 384)),
          List.of(conv(1, 256), conv(VALID_3X3_S2, 288)),
          List.of(conv(1, 256), conv(3, 288), conv(VALID_3X3_S2, 320)),
          List.of(maxPool(VALID_3X3_S2)));

  private static final InceptionModule RESNET_8 =
      InceptionModule.of(
          List.of(conv(1, 192)), List.of(conv(1, 192), conv(1, 3, 224), conv(3, 1, 256)));
}
