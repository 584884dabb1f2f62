package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFilesTest {

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aFileMayIncludeOneBesideIt() throws IOException {
    write("chip/tpu.conf", "clock = 500, cells = 64");
    Path file = write("usb.conf", "include \"chip/tpu.conf\"\nclock = 250");
    assertThat(SettingsFiles.read(file).getInt("clock")).isEqualTo(250);
    assertThat(SettingsFiles.read(file).getInt("cells")).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/a.conf",
        "file:/etc/passwd",
        "/etc/passwd",
        "../secret.conf",
        "a/../../secret.conf",
        "..\\x"
      })
  void anIncludeMayNotLeaveTheFolder(String what) throws IOException {
    Path file = write("sub/search.conf", "include \"" + what.replace("\\", "\\\\") + "\"");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("only a file in the same folder or below it can be included");
  }

  @ParameterizedTest
  @ValueSource(strings = {"url(\"http://example.org/a.conf\")", "file(\"/etc/passwd\")"})
  void theOtherFormsOfIncludeAreRefusedToo(String form) throws IOException {
    Path file = write("search.conf", "include " + form);
    assertThatThrownBy(() -> SettingsFiles.read(file)).isInstanceOf(SettingsException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coral-usb.conf",
        "accelerators/coral-usb.conf",
        "io/edgewise/conf/accelerators/coral-usb.conf"
      })
  void whatTravelsInTheJarCanBeIncludedFromAnywhere(String name) throws IOException {
    Path file = write("mine.conf", "include classpath(\"" + name + "\")\nname = mine");
    assertThat(SettingsFiles.read(file))
        .isEqualTo(
            SettingsFiles.readResource("/io/edgewise/conf/accelerators/coral-usb.conf")
                .withValue("name", ConfigValueFactory.fromAnyRef("mine")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.conf",
        "/coral-usb.conf",
        "../conf/accelerators/coral-usb.conf",
        "java/lang/Object.class",
        "accelerators",
        ""
      })
  void nothingElseOfTheClassPathCanBe(String name) throws IOException {
    Path file = write("mine.conf", "include classpath(\"" + name + "\")");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "include classpath(\"" + name + "\"): no such file travels with Edgewise");
  }

  @Test
  void whoMeantWhatTravelsInTheJarIsTold() throws IOException {
    Path file = write("mine.conf", "include \"coral-usb.conf\"");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .hasMessageContaining("there is no such file in " + folder.toAbsolutePath())
        .hasMessageEndingWith(
            "; the one that travels with Edgewise is classpath(\"coral-usb.conf\")");
  }

  @Test
  void includesThatGoRoundInACircleEnd() throws IOException {
    Path file = write("a.conf", "include \"a.conf\"");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .hasMessageContaining("more than 8 files deep");
  }

  @Test
  void environmentVariablesAreNotSubstituted() throws IOException {
    Path file = write("a.conf", "secret = ${PATH}");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("not readable as HOCON");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> SettingsFiles.read(folder.resolve("none.conf")))
        .hasMessage(
            folder.resolve("none.conf")
                + ": 1 mistake\n  there is no such file in "
                + folder.toAbsolutePath());
  }

  @Test
  void aMissingIncludeIsNamedWithTheFileThatIncludesItAndThePlaceLookedIn() throws IOException {
    Path file = write("night.conf", "include \"evening.conf\"");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            file
                + ": 1 mistake\n  include \"evening.conf\": there is no such file in "
                + folder.toAbsolutePath());
  }

  @Test
  void aFolderIsNoSettingsFile() {
    assertThatThrownBy(() -> SettingsFiles.read(folder))
        .hasMessageContaining("is a folder; allowed is a file");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("latin.conf"), new byte[] {'a', '=', (byte) 0xe4});
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .hasMessage(file + ": 1 mistake\n  is not UTF-8; allowed is text in UTF-8");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    assertThat(SettingsFiles.read(write("bom.conf", "\ufeffa = 1")).getInt("a")).isEqualTo(1);
  }

  @Test
  void aFileThatMayNotBeReadIsToldFromOneThatIsNotThere() throws IOException {
    Path file = write("secret.conf", "a = 1");
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "root may read everything");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .hasMessage(file + ": 1 mistake\n  no permission to read it");
  }

  @Test
  void brokenHoconIsNamedWithItsLine() throws IOException {
    Path file = write("a.conf", "a = 1\nb = [1, 2\n");
    assertThatThrownBy(() -> SettingsFiles.read(file))
        .hasMessageContaining("a.conf")
        .hasMessageContaining("not readable");
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    Path file = write("a.conf", "#".repeat(SettingsFiles.MAX_BYTES + 1));
    assertThatThrownBy(() -> SettingsFiles.read(file)).hasMessageContaining("not a settings file");
  }
}
