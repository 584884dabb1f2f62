package io.edgewise.jobs;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.measurement.LayerTable;
import io.edgewise.jobs.measurement.MeasurementTable;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.network.NetworkFileTest;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.table.CsvTable;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every text that people write or edit is damaged a thousand times: it is read, or refused with a
 * message that names the file; never a fault, never a hang.
 */
class DamagedTextTest {

  @TempDir private Path folder;

  /**
   * A kind of text input.
   *
   * @param file its name as people have it
   * @param whole a text that is read without complaint
   * @param read reads a file of this kind to the end
   */
  private record Kind(String name, String file, String whole, Consumer<Path> read) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Kind> kinds() throws IOException {
    Path conf = Path.of("../conf");
    return Stream.of(
        new Kind(
            "search file",
            "my.conf",
            Files.readString(conf.resolve("quickstart.conf")),
            file -> SearchConfig.read(file, Overrides.NONE)),
        new Kind(
            "nights",
            "nights.conf",
            Files.readString(conf.resolve("nightly.conf"))
                .replace("include \"quickstart.conf\"", ""),
            file -> SearchConfig.read(file, Overrides.NONE)),
        new Kind(
            "search space",
            "my-space.conf",
            Files.readString(conf.resolve("spaces/efficientnet-edgetpu.conf")),
            file -> SearchSpaceFile.read(file).first()),
        new Kind(
            "accelerator",
            "chip.conf",
            Files.readString(conf.resolve("accelerators/edge-tpu.conf"))
                + Files.readString(conf.resolve("accelerators/coral-usb.conf"))
                    .replace("include \"edge-tpu.conf\"", ""),
            AcceleratorFile::read),
        new Kind(
            "architecture",
            "network.json",
            ArchitectureJson.write(
                new ArchitectureJson.Document(
                    "efficientnet-edgetpu", SearchSpaceFile.find("efficientnet-edgetpu").first())),
            NetworkFile::read),
        new Kind(
            "network of a search",
            "best.json",
            NetworkFileTest.NETWORK.toJson(),
            NetworkFile::read),
        new Kind(
            "measured networks",
            "measured.csv",
            """
            network,latency_ms,cycles,setup,note
            mobilenet-v1-0.25@128,0.5,,usb,
            squeezenet,2.25,1000,usb,"said ""fast"",
            on two lines"
            """,
            file -> MeasurementTable.read(file, Map.of())),
        new Kind(
            "layers",
            "layers.csv",
            """
            op,ifmap_h,ifmap_w,filt_h,filt_w,channels,num_filters,stride,array_rows,array_cols,dataflow,total_cycles,macs
            conv,4,4,2,2,1,3,1,4,4,os,29,108
            """,
            LayerTable::read),
        new Kind(
            "table of trained networks",
            "table.csv",
            "arch,accuracy\n|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|,71.5\n",
            file -> {
              CsvTable table = CsvTable.read(file);
              table.require(List.of("arch", "accuracy"));
              table.rows().forEach(row -> row.positive("accuracy"));
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void isReadOrRefusedByName(Kind kind) throws IOException {
    Damage.readOrRefused(folder.resolve(kind.file()), kind.whole(), kind.read());
  }
}
