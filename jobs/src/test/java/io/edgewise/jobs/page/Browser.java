package io.edgewise.jobs.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium, where there is one: the file that {@code EDGEWISE_CHROMIUM} names, or {@code
 * chromium} on the path. It opens a file, runs its scripts until they rest, and prints the document
 * that they made; its own command line does that, and so no driver is needed.
 */
public final class Browser {

  /**
   * An opened page.
   *
   * @param dom the document as it stands after the scripts, as HTML
   * @param complaints what the console was told, errors and breaches of the page's policy included
   */
  public record Opened(String dom, List<String> complaints) {}

  private final Path program;
  private final Path folder;

  private Browser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * Finds the browser, or skips the test.
   *
   * @param folder for its profile and the pages that it opens
   */
  public static Browser orSkip(Path folder) {
    Optional<Path> program =
        Stream.concat(
                Stream.ofNullable(System.getenv("EDGEWISE_CHROMIUM")).map(Path::of),
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .map(place -> Path.of(place, "chromium")))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "there is no chromium on the path; Debian's package has one");
    return new Browser(program.orElseThrow(), folder);
  }

  /** Opens a page as it is. */
  public Opened open(String html) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("page.html"), html);
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=5000",
                "--enable-logging=stderr",
                "--dump-dom",
                file.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("chromium did not end");
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return new Opened(
          Files.readString(dom), lines.filter(line -> line.contains(":CONSOLE")).toList());
    }
  }

  /**
   * Opens a page and does something in it, as its reader would with a mouse. The page's policy
   * would refuse a script that it did not bring along, and so it is taken out.
   *
   * @param script what is done once the page stands
   */
  public Opened act(String html, String script) throws IOException, InterruptedException {
    String open = html.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    int end = open.lastIndexOf("</body>");
    return open(open.substring(0, end) + "<script>" + script + "</script>" + open.substring(end));
  }
}
