package io.edgewise.jobs.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void tellsElapsedAndLeft() {
    assertThat(
            new ProgressLine(
                    36,
                    80,
                    Duration.ofSeconds(130),
                    Optional.of(Duration.ofSeconds(159)),
                    false,
                    0,
                    "62.5 %, 4.21 ms")
                .text())
        .isEqualTo("[=====       ] 36/80 networks, 2 min 10 s, about 2 min 39 s left");
    assertThat(
            new ProgressLine(
                    3, 8, Duration.ofSeconds(9), Optional.empty(), true, 1, "62.5 %, 4.21 ms")
                .text())
        .isEqualTo("[====        ] 3/8 networks, 9 s, 1 failed, best 62.5 %, 4.21 ms");
  }

  @Test
  void aSearchThatIsDoneIsAFullBar() {
    assertThat(new ProgressLine(0, 0, Duration.ZERO, Optional.empty(), false, 0, "").text())
        .isEqualTo("[============] 0/0 networks, 0 s");
  }

  /** A line fits 80 columns whatever it has to tell, and elapsed and left are there. */
  @Test
  void fitsATerminalOf80Columns() {
    SplittableRandom random = new SplittableRandom(80);
    for (int i = 0; i < 1000; i++) {
      long most = random.nextLong(1, 1_000_000);
      String text =
          new ProgressLine(
                  random.nextLong(most + 1),
                  most,
                  Duration.ofSeconds(random.nextLong(400_000)),
                  Optional.of(Duration.ofSeconds(random.nextLong(400_000))),
                  random.nextBoolean(),
                  random.nextLong(5000),
                  "100.0 %, 12345.67 ms")
              .text();
      assertThat(text).hasSizeLessThan(80).contains(" networks, ").contains(" left");
    }
  }
}
