package io.edgewise.jobs.command;

import io.edgewise.search.proxy.dl4j.Arithmetic;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/** This class tells what machines are known to lack, with what can be done about it. */
final class MachineTrouble {

  private static final int MAX_CAUSES = 20;

  private MachineTrouble() {}

  /**
   * Returns what is wrong with the machine and what to do, in one line, whoever meets it; empty if
   * it is something else.
   */
  static Optional<String> ofAnything(Throwable failure) {
    List<Throwable> chain = chain(failure);
    return disk(chain)
        .or(() -> memory(chain))
        .or(
            () ->
                first(chain, Arithmetic.WrongException.class::isInstance).map(MachineTrouble::line))
        .or(() -> natives(chain));
  }

  /**
   * Returns what is wrong with the name of the machine or of the user, likewise. Where an input
   * names a host that is not there, it is the input that is wrong.
   */
  static Optional<String> ofNames(Throwable failure) {
    List<Throwable> chain = chain(failure);
    return host(chain).or(() -> user(chain));
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (@Nullable Throwable e = failure;
        e != null && chain.size() < MAX_CAUSES;
        e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }

  private static Optional<String> disk(List<Throwable> chain) {
    return first(chain, MachineTrouble::isFullDisk)
        .map(e -> line(chain.get(0)) + "; make room there and run the same command again");
  }

  private static boolean isFullDisk(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || e.getClass().getSimpleName().equals("DSQuotaExceededException");
  }

  private static Optional<String> memory(List<Throwable> chain) {
    return first(chain, MachineTrouble::isOutOfMemory)
        .map(
            e ->
                "not enough memory ("
                    + line(e)
                    + "); raise EDGEWISE_MEMORY, or the memory of driver and executors with spark-submit");
  }

  /** JavaCPP tells in words only that its own limit, or the machine's memory, does not suffice. */
  private static boolean isOutOfMemory(Throwable e) {
    return e instanceof OutOfMemoryError
        || String.valueOf(e.getMessage()).contains("java.lang.OutOfMemoryError");
  }

  private static Optional<String> natives(List<Throwable> chain) {
    return first(chain, UnsatisfiedLinkError.class::isInstance)
        .map(
            e ->
                "a native library cannot be loaded ("
                    + line(e)
                    + "); libraries are unpacked into the temporary folder and ~/.javacpp, which must"
                    + " not be mounted noexec: name others by"
                    + " JAVA_TOOL_OPTIONS=\"-Djava.io.tmpdir=DIR -Dorg.bytedeco.javacpp.cachedir=DIR\"");
  }

  private static Optional<String> host(List<Throwable> chain) {
    return first(chain, UnknownHostException.class::isInstance)
        .map(
            e ->
                "no address is known of a host ("
                    + line(e)
                    + "); if it is this machine, set SPARK_LOCAL_IP=127.0.0.1, or add it to /etc/hosts");
  }

  private static Optional<String> user(List<Throwable> chain) {
    return first(chain, LoginException.class::isInstance)
        .map(
            e ->
                "Hadoop does not know who runs this ("
                    + line(e)
                    + "); give the user id a name in /etc/passwd");
  }

  private static Optional<Throwable> first(List<Throwable> chain, Predicate<Throwable> test) {
    return chain.stream().filter(test).findFirst();
  }

  /** The first line of a message, or the class where there is none. */
  static String line(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().strip();
    return message.isEmpty()
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
