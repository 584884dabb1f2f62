package io.edgewise.jobs.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A holder is a process that holds a lease.
 *
 * @param owner unlike any other holder
 * @param host for people
 * @param machine equal only for processes that see the same process ids: host, boot and process-id
 *     namespace; empty if that is not known
 * @param pid process id on that machine
 * @param started tells the process from an earlier one of its id, without a clock; may be empty
 */
record Holder(String owner, String host, String machine, long pid, String started) {

  static final long MAX_BYTES = 1 << 16;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** This process. */
  static Holder self() {
    long pid = ProcessHandle.current().pid();
    return new Holder(UUID.randomUUID().toString(), hostName(), machineName(), pid, startOf(pid));
  }

  /**
   * It was a process of this machine, and that process is no more. False if it runs, and if that
   * cannot be known from here.
   */
  boolean isKnownDead() {
    return !machine.isEmpty()
        && machine.equals(machineName())
        && (ProcessHandle.of(pid).isEmpty() || !startOf(pid).equals(started));
  }

  byte[] toJson() {
    return JSON.createObjectNode()
        .put("owner", owner)
        .put("host", host)
        .put("machine", machine)
        .put("pid", pid)
        .put("started", started)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Empty if the bytes are no holder. */
  static Optional<Holder> fromJson(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      return json.hasNonNull("owner")
          ? Optional.of(
              new Holder(
                  json.path("owner").asText(),
                  json.path("host").asText(),
                  json.path("machine").asText(),
                  json.path("pid").asLong(),
                  json.path("started").asText()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static String machineName() {
    try {
      return hostName()
          + " "
          + Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Clock ticks from boot to the start of a process (field 22 of proc(5)'s stat): unlike a date, it
   * does not move when the clock is set.
   */
  private static String startOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The second field is the command in parentheses, which may hold spaces.
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    } catch (IOException | IndexOutOfBoundsException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }
}
