package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The history on HDFS, with a name node and a data node in this JVM. */
class HdfsIT {

  private static final SearchId SEARCH = new SearchId("on-hdfs");
  private static final Lease.Terms TERMS =
      new Lease.Terms(Duration.ofMillis(300), Duration.ofHours(1), holder -> false);

  @TempDir static Path disk;
  private static MiniDFSCluster cluster;
  private HistoryFiles files;
  private History history;

  @BeforeAll
  static void start() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.toString());
    cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown(true);
  }

  @BeforeEach
  void open(TestInfo test) throws IOException {
    String root = cluster.getURI() + "/" + Integer.toHexString(test.getDisplayName().hashCode());
    files = new HistoryFiles(cluster.getConfiguration(0), root);
    history = new History(files, TERMS);
  }

  private static void commit(SearchWriter writer) {
    writer.commit(Samples.generation(1, writer.nextGeneration(), 5), Samples.times(), Map.of());
  }

  @Test
  void aSearchIsWrittenResumedCompactedAndWhole() {
    try (SearchWriter writer = history.write(SEARCH, Samples.provenance())) {
      commit(writer);
      commit(writer);
    }
    try (SearchWriter writer = history.write(SEARCH, Samples.provenance())) {
      commit(writer);
    }
    List<TrialRow> trials = history.search(SEARCH).trials().toList();
    history.maintenance().compact(SEARCH, 1);

    assertThat(trials).hasSize(15);
    assertThat(history.search(SEARCH).trials()).containsExactlyElementsOf(trials);
    assertThat(history.search(SEARCH).stateAfter(2))
        .isEqualTo(Samples.generation(1, 2, 5).stateAfter());
    assertThat(history.verify(SEARCH)).isEmpty();
    assertThat(files.filesBelow("trials")).hasSize(3);
    assertThat(files.filesBelow("generations")).hasSize(1);
  }

  @Test
  void whoWasReplacedCannotCommit() {
    SearchWriter silent = history.write(SEARCH, Samples.provenance());
    SearchWriter other = history.write(SEARCH, Samples.provenance());

    assertThatThrownBy(() -> commit(silent)).isInstanceOf(SearchInUseException.class);
    commit(other);
    other.close();
    assertThat(history.search(SEARCH).lastGeneration()).hasValue(0);
  }

  @RepeatedTest(3)
  void ofManyWhoPublishOneFileOneDoes() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] own = {(byte) i};
        String aside = "aside-" + i;
        attempts.add(() -> files.publish("folder/one", aside, own));
      }
      int published = 0;
      for (Future<Boolean> attempt : writers.invokeAll(attempts)) {
        published += attempt.get() ? 1 : 0;
      }
      assertThat(published).isEqualTo(1);
      assertThat(files.read("folder/one", 10)).hasValueSatisfying(b -> assertThat(b).hasSize(1));
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      files.delete("folder");
      writers.shutdownNow();
    }
  }
}
