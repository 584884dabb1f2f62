package io.edgewise.jobs.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.edgewise.search.trial.SearchId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer a search. */
class LeaseTest {

  private static final SearchId SEARCH = new SearchId("leased");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Lease.Terms PATIENT =
      new Lease.Terms(LONG, Duration.ofMillis(5), Holder::isKnownDead);

  @TempDir Path root;
  private HistoryFiles files;

  @BeforeEach
  void open() {
    files = new HistoryFiles(new Configuration(), root.toUri().toString());
  }

  private Lease acquire(Duration term, Duration beat) {
    return Lease.acquire(files, SEARCH, new Lease.Terms(term, beat, Holder::isKnownDead));
  }

  @Test
  void aSecondWriterIsToldWhoTheFirstIs() {
    try (Lease first = Lease.acquire(files, SEARCH, PATIENT)) {
      assertThatThrownBy(() -> Lease.acquire(files, SEARCH, PATIENT))
          .isInstanceOf(SearchInUseException.class)
          .hasMessageStartingWith(
              "search leased is being run by process " + ProcessHandle.current().pid() + " on ")
          .hasMessageEndingWith("Wait for it, or stop it and start again");
      first.requireHeld();
    }
  }

  @Test
  void aReleasedLeaseIsTakenAtOnceAndTokensGrow() {
    for (long token = 1; token <= 3; token++) {
      try (Lease lease = Lease.acquire(files, SEARCH, PATIENT)) {
        assertThat(lease.token()).isEqualTo(token);
      }
    }
  }

  @Test
  void anotherSearchIsFree() {
    try (Lease one = Lease.acquire(files, SEARCH, PATIENT);
        Lease other = Lease.acquire(files, new SearchId("other"), PATIENT)) {
      assertThat(one.token()).isEqualTo(other.token());
    }
  }

  @Test
  void whoGivesNoSignOfLifeForTheTermIsReplacedAndSeesIt() {
    Lease silent = acquire(Duration.ofMillis(100), LONG);

    Lease other = acquire(Duration.ofMillis(100), LONG);

    assertThat(other.token()).isEqualTo(2);
    assertThat(other.goneTokens()).as("it may yet wake up").isEmpty();
    other.requireHeld();
    assertThatThrownBy(silent::requireHeld)
        .isInstanceOf(SearchInUseException.class)
        .hasMessageContaining("search leased was taken over by process ");
    silent.close();
    other.requireHeld();
    other.close();
    try (Lease third = acquire(LONG, LONG)) {
      assertThat(third.goneTokens()).as("now both have said goodbye").containsExactly(1L, 2L);
    }
  }

  @Test
  void aDeadProcessOfThisMachineIsReplacedAtOnce() throws Exception {
    Process process = new ProcessBuilder("sleep", "0").start();
    Holder self = Holder.self();
    Holder killed = new Holder("o", self.host(), self.machine(), process.pid(), "1");
    process.waitFor();
    files.write(Lease.folder(SEARCH) + "/lease-00000007.json", killed.toJson());

    try (Lease lease = Lease.acquire(files, SEARCH, PATIENT)) {
      assertThat(lease.token()).isEqualTo(8);
      assertThat(lease.goneTokens()).containsExactly(7L);
    }
  }

  @Test
  void aProcessIsDeadOnlyIfThatIsCertain() {
    Holder self = Holder.self();
    assertThat(self.isKnownDead()).isFalse();
    assertThat(holder(self.machine(), self.pid(), "another start").isKnownDead()).isTrue();
    assertThat(holder("another machine", Long.MAX_VALUE, "1").isKnownDead()).isFalse();
    assertThat(holder("", Long.MAX_VALUE, "1").isKnownDead()).isFalse();
  }

  private static Holder holder(String machine, long pid, String started) {
    return new Holder("owner", "host", machine, pid, started);
  }

  @Test
  void aLeaseFileThatSomebodySpoiltHoldsForOneTerm() {
    files.write(Lease.folder(SEARCH) + "/lease-00000001.json", new byte[0]);

    try (Lease lease = acquire(Duration.ofMillis(50), LONG)) {
      assertThat(lease.token()).isEqualTo(2);
    }
  }

  @RepeatedTest(5)
  void ofManyAtTheSameMomentOneGetsIt() throws Exception {
    ExecutorService drivers = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Lease>> attempts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        attempts.add(() -> Lease.acquire(files, SEARCH, PATIENT));
      }
      int holders = 0;
      for (Future<Lease> attempt : drivers.invokeAll(attempts)) {
        try (Lease lease = attempt.get()) {
          lease.requireHeld();
          holders++;
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(SearchInUseException.class);
        }
      }
      assertThat(holders).isEqualTo(1);
    } finally {
      drivers.shutdownNow();
    }
  }

  @Test
  void noClockIsReadSoNoneCanJump() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.edgewise.jobs.history"));
  }
}
