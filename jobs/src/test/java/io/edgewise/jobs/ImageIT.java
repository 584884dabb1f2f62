package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of {@code conf/kubernetes/Dockerfile}, without docker: its lines are replayed here. */
class ImageIT {

  private static final Path REPOSITORY = Path.of("..");
  private static final Path KUBERNETES = REPOSITORY.resolve("conf/kubernetes");
  private static final Pattern ON_IMAGE = Pattern.compile("(?<![\\w$])/opt/edgewise/[\\w./-]+");

  @TempDir private Path image;

  private static List<String> instructions() throws IOException {
    return Files.readAllLines(KUBERNETES.resolve("Dockerfile")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /** A path of the image, in the folder that stands for it. */
  private Path inImage(String path) {
    return image.resolve(path.substring(1));
  }

  @BeforeEach
  void replay() throws IOException {
    for (String instruction : instructions()) {
      if (instruction.startsWith("COPY ")) {
        String[] words = instruction.split(" +");
        assertThat(words).as(instruction).hasSize(3);
        assertThat(isLetThrough(words[1])).as("Dockerfile.dockerignore: " + words[1]).isTrue();
        copy(REPOSITORY.resolve(words[1]), inImage(words[2]));
      }
    }
  }

  private static boolean isLetThrough(String path) throws IOException {
    return Files.readAllLines(KUBERNETES.resolve("Dockerfile.dockerignore")).stream()
        .filter(line -> line.startsWith("!"))
        .map(line -> line.substring(1))
        .anyMatch(allowed -> path.equals(allowed) || path.startsWith(allowed + "/"));
  }

  /** COPY puts what is in a folder into a folder. */
  private static void copy(Path from, Path to) throws IOException {
    assertThat(from).as("built by mvn package").exists();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        try {
          Files.createLink(target, file.toRealPath());
        } catch (IOException e) {
          Files.copy(file, target); // Another disk.
        }
      }
    }
  }

  @Test
  void itIsOfTheSparkThatTheBuildKnowsAndOfNoInstructionThatIsNotReplayed() throws IOException {
    assertThat(instructions().get(0))
        .isEqualTo("ARG SPARK_VERSION=" + org.apache.spark.package$.MODULE$.SPARK_VERSION());
    assertThat(instructions().get(1)).isEqualTo("FROM apache/spark:${SPARK_VERSION}-java17");
    assertThat(instructions().stream().map(line -> line.split(" ", 2)[0]).distinct())
        .containsExactly("ARG", "FROM", "COPY", "ENV", "USER");
  }

  @Test
  void itHoldsEveryFileThatTheSchedulesName() throws IOException {
    int named = 0;
    for (String file : List.of("cronjob.yaml", "scheduled-spark-application.yaml")) {
      String yaml = Files.readString(KUBERNETES.resolve(file));
      assertThat(yaml).contains("image: registry.example.org/edgewise:latest", "Dockerfile");
      for (String path : ON_IMAGE.matcher(yaml).results().map(MatchResult::group).toList()) {
        assertThat(inImage(path)).as(file).exists();
        named++;
      }
    }
    assertThat(named).isGreaterThan(6);
    assertThat(Files.readString(Path.of("src/bench/image.sh")))
        .contains("registry.example.org/edgewise:latest");
  }

  @Test
  void itsJarHasTheNativesAndTellsItsVersion() throws Exception {
    try (JarFile jar = new JarFile(inImage("/opt/edgewise/edgewise.jar").toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("io/edgewise/jobs/Main.class", "io/edgewise/conf/reference.conf")
          .anyMatch(name -> name.matches("org/.*linux-x86_64.*/libnd4jcpu\\.so"))
          .anyMatch(name -> name.matches("org/.*linux-x86_64.*/lib.*tensorflowlite.*\\.so"));
    }
    Process edgewise =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                inImage("/opt/edgewise/edgewise.jar") + ":" + sparkOfTheBuild(),
                "io.edgewise.jobs.Main",
                "--version")
            .redirectErrorStream(true)
            .start();
    String told = new String(edgewise.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(edgewise.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(edgewise.exitValue()).as(told).isZero();
    assertThat(told).startsWith("edgewise ");
  }

  private static String sparkOfTheBuild() {
    try (Stream<Path> jars = Files.list(Path.of("target/spark"))) {
      return String.join(":", jars.map(Path::toString).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
