package io.edgewise.jobs.export;

import io.edgewise.jobs.files.RecordJson;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An export that was done before: its card says what lies beside it, and what that is worth. */
final class FinishedExport {

  /** The part of a card that is told again. */
  private record Told(
      ModelCard.Accuracy accuracy, ModelCard.Data data, List<DeviceFilesReport.File> files) {}

  private FinishedExport() {}

  /**
   * Reads what an earlier export came to.
   *
   * @return empty if there is none in the folder
   * @throws SettingsException if its card is damaged, or a file that the card names is gone or of
   *     another size
   */
  static Optional<ExportReport> in(Path folder) {
    Path card = folder.resolve(ModelExport.CARD);
    if (!Files.isRegularFile(card)) {
      return Optional.empty();
    }
    try {
      Told told = RecordJson.read(Files.readString(card), Told.class);
      for (DeviceFilesReport.File file : told.files()) {
        requireWhole(folder, file);
      }
      return Optional.of(new ExportReport(folder, told.accuracy(), told.data().scored()));
    } catch (IOException e) {
      throw new SettingsException(card.toString(), List.of(Unreadable.reason(card, e)));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          card.toString(), List.of(e.getMessage() + "; remove its folder to export anew"));
    }
  }

  private static void requireWhole(Path folder, DeviceFilesReport.File file) throws IOException {
    Path there = folder.resolve(file.name()).normalize();
    if (!there.startsWith(folder.normalize())) {
      throw new IllegalArgumentException("names " + file.name() + ", which lies elsewhere");
    }
    long bytes = Files.isRegularFile(there) ? Files.size(there) : 0;
    if (bytes != file.bytes()) {
      throw new IllegalArgumentException(
          "names "
              + file.name()
              + " of "
              + file.bytes()
              + " bytes, which "
              + (bytes == 0 ? "is not there" : "has " + bytes));
    }
  }
}
