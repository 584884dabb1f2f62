package io.edgewise.search.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A provenance tells where a search comes from.
 *
 * @param space the search space's name
 * @param configText the configuration as its user wrote it
 * @param settings every setting that decides the result, by its full name and resolved; two
 *     searches of equal settings have equal trials
 * @param environment what it ran with and on: versions, host, user; decides nothing
 */
public record Provenance(
    String space,
    String configText,
    SortedMap<String, String> settings,
    SortedMap<String, String> environment,
    Instant createdAt) {

  public Provenance {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** The names of the settings in which two searches differ. */
  public SortedSet<String> differences(Provenance other) {
    SortedSet<String> names = new TreeSet<>(settings.keySet());
    names.addAll(other.settings.keySet());
    names.removeIf(name -> Objects.equals(settings.get(name), other.settings.get(name)));
    return names;
  }

  /** The SHA-256 of the settings, in hexadecimal: equal settings, equal fingerprint. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        update(digest, setting.getKey());
        update(digest, setting.getValue());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The length goes first, so that no two lists of texts spell the same bytes. */
  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
