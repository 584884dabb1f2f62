package io.edgewise.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of finished trainings stands in for a trainer. */
class FinishedTrainingsTest {

  @TempDir private Path folder;

  private FinishedTrainings read(String text) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "known", ".csv"), text);
    return FinishedTrainings.of(file.toString(), new Configuration());
  }

  @Test
  void knowsNetworksByTheirIdsAndAveragesThoseThatAreThereTwice() throws IOException {
    FinishedTrainings known =
        read("candidate,architecture_id,accuracy\n0,a,0.5\n1,b,\n2,c,0.25\n3,c,0.75\n");

    assertThat(known.accuracy("a")).hasValue(0.5);
    assertThat(known.accuracy("b")).as("never trained").isEmpty();
    assertThat(known.accuracy("c")).hasValue(0.5);
    assertThat(known.accuracy("d")).isEmpty();
  }

  @Test
  void isRefusedWithFileAndLine() {
    assertThatThrownBy(() -> read("architecture_id,accuracy\na,97\n"))
        .hasMessageMatching(
            ".*/known.*[.]csv, line 2: accuracy is \"97\"; allowed is a share from 0 to 1, such as"
                + " 0[.]97 for 97 %");
    assertThatThrownBy(() -> read("id,accuracy\na,0.5\n"))
        .hasMessageEndingWith("has no column architecture_id; it has id, accuracy");
    assertThatThrownBy(() -> FinishedTrainings.of(folder + "/none.csv", new Configuration()))
        .hasMessageStartingWith(folder + "/none.csv: cannot be read: ");
  }
}
