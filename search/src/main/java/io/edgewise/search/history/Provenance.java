package io.edgewise.search.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * @param contents what the settings only name, as it was when the search was started
 * @param environment what it ran with and on: versions, host, user; decides nothing
 */
public record Provenance(
    String space,
    String configText,
    SortedMap<String, String> settings,
    Contents contents,
    SortedMap<String, String> environment,
    Instant createdAt) {

  public Provenance {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /**
   * The names of the settings and contents in which two searches differ. Where the contents of both
   * are known these are compared, and not the name of the file that holds them.
   */
  public SortedSet<String> differences(Provenance other) {
    SortedSet<String> names = new TreeSet<>(settings.keySet());
    names.addAll(other.settings.keySet());
    names.removeIf(name -> Objects.equals(settings.get(name), other.settings.get(name)));
    for (Contents.Part part : Contents.Part.values()) {
      if (contents.knows(part) && other.contents.knows(part)) {
        names.remove(part.setting());
        names.addAll(contents.differences(other.contents, part));
      }
    }
    return names;
  }

  /** The value of a setting or of contents; empty if there is none of that name. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(settings.get(name))
        .or(() -> Optional.ofNullable(contents.values().get(name)));
  }

  /**
   * The SHA-256 of everything that decides the result, in hexadecimal: of the settings, and of the
   * contents in place of the names of files where they are known.
   */
  public String fingerprint() {
    SortedMap<String, String> decisive = new TreeMap<>(settings);
    decisive.putAll(contents.values());
    for (Contents.Part part : Contents.Part.values()) {
      if (contents.knows(part)) {
        decisive.remove(part.setting());
      }
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> setting : decisive.entrySet()) {
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
