package io.edgewise.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A family is a command's process and all that it started. They are found as its descendants and,
 * on Linux, by a variable of their environment, which also what has outlived its parent has.
 */
final class Family {

  /** The variable by which they are found. */
  static final String MARK = "EDGEWISE_COMMAND";

  private static final Path PROC = Path.of("/proc");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final int ROUNDS = 100;
  private static final int PAUSE_MILLIS = 20;

  private final Process process;
  private final String marked;

  /**
   * @param mark the value of the variable
   */
  Family(Process process, String mark) {
    this.process = process;
    this.marked = "\0" + MARK + "=" + mark + "\0";
  }

  /** Ends all of them, and what they start meanwhile. */
  void end() {
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> left = new LinkedHashSet<>();
      process.descendants().forEach(left::add);
      marked().forEach(left::add);
      process.toHandle().destroyForcibly(); // That of Process closes its output, read or not.
      left.removeIf(member -> !member.isAlive());
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Bytes that they hold in memory together; 0 where the system does not tell. */
  long residentBytes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(member -> residentBytes(member.pid()))
        .sum();
  }

  private static long residentBytes(long pid) {
    return text(PROC.resolve(Long.toString(pid)).resolve("status"))
        .map(RESIDENT::matcher)
        .filter(Matcher::find)
        .map(found -> 1024 * Long.parseLong(found.group(1)))
        .orElse(0L);
  }

  private Stream<ProcessHandle> marked() {
    return pids().stream()
        .filter(pid -> environment(pid).contains(marked))
        .flatMap(pid -> ProcessHandle.of(pid).stream());
  }

  private static String environment(long pid) {
    Path file = PROC.resolve(Long.toString(pid)).resolve("environ");
    return "\0" + text(file).orElse("") + "\0";
  }

  private static List<Long> pids() {
    Stream.Builder<Long> pids = Stream.builder();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      folders.forEach(folder -> pids.add(Long.parseLong(String.valueOf(folder.getFileName()))));
    } catch (IOException e) {
      return List.of(); // No Linux.
    }
    return pids.build().toList();
  }

  /** Empty for what is not ours, and what has ended. */
  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
