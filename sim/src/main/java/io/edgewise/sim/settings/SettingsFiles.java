package io.edgewise.sim.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import io.edgewise.sim.naming.DidYouMean;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Loads settings files. They are untrusted: an include may only name a file in the including file's
 * folder or below it, or, as {@code include classpath("coral-usb.conf")}, a file that travels in
 * the jar; never a URL or a folder above. Environment variables and system properties are not
 * substituted.
 */
public final class SettingsFiles {

  /** Longest settings file that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_INCLUDE_DEPTH = 8;

  /** The files that travel in the jar lie here; a bare name is looked for in the folders below. */
  private static final String SHIPPED = "/io/edgewise/conf/";

  private static final List<String> SHIPPED_FOLDERS = List.of("", "accelerators/", "spaces/");

  private static final Pattern SHIPPED_NAME =
      Pattern.compile("([a-z]{1,32}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\.conf");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private SettingsFiles() {}

  /**
   * Reads a settings file.
   *
   * @throws SettingsException if it is missing, may not be read, is too long, or is not HOCON in
   *     UTF-8
   */
  public static Config read(Path file) {
    return resolve(parse(new Source.OfFile(file), 0), file.toString());
  }

  /**
   * Reads a settings file that travels in the jar.
   *
   * @param resource an absolute class-path name such as {@code /io/edgewise/conf/reference.conf}
   */
  public static Config readResource(String resource) {
    return resolve(parse(new Source.OfResource(resource), 0), resource);
  }

  /** The text of a settings file that travels in the jar, by its absolute class-path name. */
  static String shippedText(String resource) {
    return new Source.OfResource(resource).text();
  }

  /**
   * Reads a settings file, or the one of that name that travels in the jar.
   *
   * @param builtIn class-path folder of those in the jar, with slashes at both ends
   * @param names of those in the jar
   * @param refusal what is said of a text that is neither, such as {@code is neither an accelerator
   *     file nor …}
   * @throws SettingsException if there is neither, or it is not HOCON
   */
  public static Config find(String fileOrName, String builtIn, List<String> names, String refusal) {
    Source source = source(fileOrName, builtIn, names, refusal);
    return resolve(parse(source, 0), source.describe());
  }

  /** The source that {@link #find} reads. */
  static Source source(String fileOrName, String builtIn, List<String> names, String refusal) {
    Path file = HomeFolder.path(fileOrName);
    if (Files.exists(file) && !Files.isDirectory(file)) {
      return new Source.OfFile(file);
    }
    String resource = builtIn + fileOrName + ".conf";
    if (NAME.matcher(fileOrName).matches() && SettingsFiles.class.getResource(resource) != null) {
      return new Source.OfResource(resource);
    }
    throw new SettingsException(fileOrName, List.of(refusal + DidYouMean.hint(fileOrName, names)));
  }

  /** The source of a file that travels in the jar, if there is one of that name. */
  static Optional<Source> shippedSource(String name) {
    return shipped(name).map(Source.OfResource::new);
  }

  /** Finds a file that travels in the jar, by its name or by its path in the folder conf. */
  private static Optional<String> shipped(String name) {
    return SHIPPED_NAME.matcher(name).matches()
        ? SHIPPED_FOLDERS.stream()
            .map(folder -> SHIPPED + folder + name)
            .filter(resource -> SettingsFiles.class.getResource(resource) != null)
            .findFirst()
        : Optional.empty();
  }

  private static Config resolve(Config config, String origin) {
    try {
      return config.resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      throw unreadable(origin, e);
    }
  }

  private static Config parse(Source source, int depth) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setAllowMissing(false)
            .setOriginDescription(source.describe())
            .setIncluder(new NeighbourIncluder(source, depth));
    try {
      return ConfigFactory.parseString(source.text(), options);
    } catch (ConfigException e) {
      throw unreadable(source.describe(), e);
    }
  }

  private static SettingsException unreadable(String origin, ConfigException e) {
    return new SettingsException(origin, List.of("not readable as HOCON: " + e.getMessage()));
  }

  /** A source is where a settings file lies: a folder or the jar. */
  sealed interface Source {
    String describe();

    String text();

    Source neighbour(String relative);

    record OfFile(Path file) implements Source {
      @Override
      public String describe() {
        return file.toString();
      }

      @Override
      public String text() {
        try (InputStream in = Files.newInputStream(file)) {
          return decode(describe(), in);
        } catch (IOException e) {
          throw new SettingsException(describe(), List.of(Unreadable.reason(file, e)));
        }
      }

      @Override
      public Source neighbour(String relative) {
        return new OfFile(file.resolveSibling(relative).normalize());
      }
    }

    record OfResource(String resource) implements Source {
      @Override
      public String describe() {
        return resource;
      }

      @Override
      public String text() {
        try (@Nullable InputStream in = SettingsFiles.class.getResourceAsStream(resource)) {
          if (in == null) {
            throw new SettingsException(describe(), List.of("is not built in"));
          }
          return decode(describe(), in);
        } catch (IOException e) {
          throw new SettingsException(describe(), List.of("cannot be read: " + e.getMessage()));
        }
      }

      @Override
      public Source neighbour(String relative) {
        return new OfResource(resource.substring(0, resource.lastIndexOf('/') + 1) + relative);
      }
    }

    private static String decode(String origin, InputStream in) throws IOException {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new SettingsException(
            origin, List.of("is longer than " + MAX_BYTES + " bytes: not a settings file"));
      }
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw new SettingsException(origin, List.of("is not UTF-8; allowed is text in UTF-8"));
      }
    }
  }

  /**
   * Takes plain includes of neighbours, and refuses every form that names another kind of place.
   */
  private record NeighbourIncluder(Source source, int depth)
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      boolean plain = !what.contains(":") && !what.startsWith("/") && !what.contains("\\");
      if (!plain || List.of(what.split("/")).contains("..")) {
        throw refused(what);
      }
      if (depth >= MAX_INCLUDE_DEPTH) {
        throw new SettingsException(
            source.describe(),
            List.of("include \"" + what + "\": more than " + MAX_INCLUDE_DEPTH + " files deep"));
      }
      try {
        return parse(source.neighbour(what), depth + 1).root();
      } catch (SettingsException e) {
        throw new SettingsException(
            source.describe(),
            e.problems().stream()
                .map(problem -> "include \"" + what + "\": " + problem + hint(what, problem))
                .toList());
      }
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      throw refused(what.toString());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refused(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      String name =
          what.startsWith(SHIPPED.substring(1)) ? what.substring(SHIPPED.length() - 1) : what;
      return parse(
              new Source.OfResource(shipped(name).orElseThrow(() -> notShipped(what))), depth + 1)
          .root();
    }

    private static String hint(String what, String problem) {
      return problem.startsWith(Unreadable.NO_SUCH_FILE) && shipped(what).isPresent()
          ? "; the one that travels with Edgewise is classpath(\"" + what + "\")"
          : "";
    }

    private SettingsException notShipped(String what) {
      return new SettingsException(
          source.describe(),
          List.of(
              "include classpath(\""
                  + what
                  + "\"): no such file travels with Edgewise; allowed are those of its folder conf,"
                  + " such as classpath(\"coral-usb.conf\") or classpath(\"quickstart.conf\")"));
    }

    private SettingsException refused(String what) {
      return new SettingsException(
          source.describe(),
          List.of(
              "include \""
                  + what
                  + "\": only a file in the same folder or below it can be included"));
    }
  }
}
