package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import io.edgewise.search.dataset.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No key of {@code conf/reference.conf} is read and then dropped. */
class EverySettingTest {

  /** A key, another value than the default, and the settings under which the key counts. */
  private static final String OTHER_VALUES =
      """
      search.seed 2
      search.generations 11
      search.int8-front true
      search.track mlflow search.track-server=http://a
      search.track-server http://b search.track=mlflow search.track-server=http://a
      search.candidates 17
      search.pool 9999
      search.history elsewhere
      search.warm-start ["earlier"]
      search.warm-start-discount 0.4
      search.baselines ["mobilenet-v2-1.0"]
      search.budget.trials 100
      search.budget.wall-time 8h
      search.budget.core-hours 3
      search.stop.expected-improvement 0.01
      space efficientnet
      accelerator coral-dev-board
      accelerators ["coral-usb2","coral-dev-board"] accelerators=["coral-usb","coral-dev-board"]
      deploy.resolution 192
      deploy.channels 1
      deploy.classes 10
      deploy.stand-in-data true
      constraints.latency-millis 3
      constraints.latency-confidence 0.9
      constraints.streamed-parameter-bytes 1000
      constraints.narrow-memory-bytes-per-tile 1000
      constraints.int8-loss 0.05 proxy.accuracy=int8
      reward.kind mnasnet-hard
      reward.target-millis 4
      reward.beta -0.1 reward.kind=tunas-absolute
      reward.on-chip-memory 0.5
      reward.combine worst
      reward.weights.coral-usb 2 reward.combine=weighted
      dataset.kind idx dataset.kind=folder dataset.path=images
      dataset.path pictures dataset.kind=folder dataset.path=images
      dataset.examples 4000
      dataset.test-examples 9000
      dataset.validation-fraction 0.3
      dataset.resize crop dataset.kind=folder dataset.path=images
      dataset.seed 2
      dataset.balance sampling
      dataset.max-bytes 1000000
      proxy.resolution 24
      proxy.strides-taken-out 1
      proxy.width-factor 0.5
      proxy.depth-factor 0.75
      proxy.epochs 4
      proxy.metric balanced
      proxy.accuracy int8
      proxy.batch-size 64
      proxy.learning-rate 0.01
      proxy.label-smoothing 0.2
      proxy.augment false
      proxy.cutout 0.5
      proxy.time-limit-seconds 60
      proxy.patience 3
      proxy.halving.enabled true
      proxy.halving.first-rung 2 proxy.halving.enabled=true
      proxy.halving.reduction 4 proxy.halving.enabled=true
      nightly.name weekly
      nightly.zone Europe/Berlin
      nightly.stop-at 06:30
      nightly.learn-from 6
      nightly.keep 29
      nightly.finalists 2
      nightly.margin 0.1
      nightly.fresh-for 25h
      nightly.then export
      nightly.full-training.dataset.examples 6000
      nightly.full-training.proxy.epochs 9
      train.resolution 48
      train.epochs 7
      train.batch-size 16
      train.learning-rate 0.02
      train.warm-up 1
      train.weight-decay 0.1
      train.label-smoothing 0.2
      train.augment false
      train.cutout 0.25
      train.mixup 0.2
      train.weight-average none
      train.teacher trained
      train.temperature 2 train.teacher=trained
      train.teacher-weight 0.5 train.teacher=trained
      train.trainer dl4j-spark
      train.workers 2
      train.averaging-steps 9
      proxy.trainer table proxy.table=known.csv
      proxy.command ["b","{result.json}"] proxy.trainer=command proxy.command=["a","{result.json}"]
      proxy.command-memory-bytes 2000000 proxy.trainer=command proxy.command=["a","{result.json}"]
      proxy.table other.csv proxy.trainer=table proxy.table=known.csv
      export.folder elsewhere
      latency.command ["b","{tflite}"] latency.command=["a","{tflite}"]
      latency.measure 3 latency.command=["a","{tflite}"]
      latency.time-limit-seconds 60 latency.command=["a","{tflite}"]
      latency.retries 0 latency.command=["a","{tflite}"]
      latency.command-memory-bytes 2000000 latency.command=["a","{tflite}"]
      latency.resource edgetpu latency.command=["a","{tflite}"]
      latency.recalibrate true latency.command=["a","{tflite}"]
      controller.kind random
      controller.objectives ["accuracy","latency"]
      controller.bayes.exploration 1
      controller.bayes.size-prior 0
      controller.bayes.observations 300
      controller.bayes.elites 9
      controller.bayes.uniform-share 0.4
      controller.ppo.hidden 16 controller.kind=ppo
      controller.ppo.learning-rate 0.01 controller.kind=ppo
      controller.ppo.epochs 4 controller.kind=ppo
      controller.ppo.clip 0.3 controller.kind=ppo
      controller.ppo.entropy-weight 0.2 controller.kind=ppo
      controller.ppo.baseline-decay 0.7 controller.kind=ppo
      controller.ppo.rejected-advantage 0 controller.kind=ppo
      controller.ppo.surrogate false controller.kind=ppo
      controller.reinforce.learning-rate 0.01 controller.kind=reinforce
      controller.reinforce.entropy-weight 0.2 controller.kind=reinforce
      controller.reinforce.baseline-decay 0.7 controller.kind=reinforce
      controller.reinforce.rejected-advantage 0 controller.kind=reinforce
      controller.reinforce.surrogate false controller.kind=reinforce
      controller.evolution.population 29 controller.kind=evolution
      controller.evolution.sample 9 controller.kind=evolution
      controller.local-search.start 7 controller.kind=local-search
      controller.nsga2.population 29 controller.kind=nsga2
      controller.nsga2.crossover 0.8 controller.kind=nsga2
      """;

  @TempDir private Path folder;

  static Stream<String> otherValues() {
    return OTHER_VALUES.lines();
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void aKeyOfAnotherValueIsAnotherConfiguration(String line) throws IOException {
    String[] words = line.split(" ", -1);
    Map<String, String> given = new HashMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] setting = words[i].split("=", -1);
      given.put(setting[0], setting[1]);
    }
    SearchConfig before = read(given);
    assertThat(read(given)).as("the same twice").usingRecursiveComparison().isEqualTo(before);
    given.put(words[0], words[1]);
    assertThat(read(given))
        .as(words[0])
        .usingRecursiveComparison()
        .ignoringFields("settings")
        // AssertJ takes constants of an enum with bodies for objects without fields.
        .withEqualsForType((a, b) -> a == b, Fit.class)
        .isNotEqualTo(before);
  }

  @Test
  void everyKeyIsChangedHere() {
    Set<String> changed =
        otherValues().map(line -> line.split(" ", -1)[0]).collect(Collectors.toSet());
    Config reference =
        ConfigFactory.parseFile(
                Path.of("../conf/reference.conf").toFile(),
                ConfigParseOptions.defaults().setAllowMissing(false))
            .resolve(ConfigResolveOptions.noSystem());
    Set<String> keys =
        reference.entrySet().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    assertThat(keys).hasSizeGreaterThan(70);
    assertThat(changed).containsAll(keys);
  }

  private SearchConfig read(Map<String, String> settings) throws IOException {
    return SearchConfig.read(
        Files.writeString(folder.resolve("search.conf"), ""), Overrides.of(settings));
  }
}
