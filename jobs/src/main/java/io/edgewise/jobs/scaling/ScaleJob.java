package io.edgewise.jobs.scaling;

import com.typesafe.config.Config;
import io.edgewise.jobs.console.Version;
import io.edgewise.jobs.files.OutputFolder;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.scaling.Selection.Named;
import io.edgewise.search.scaling.CompoundScaling;
import io.edgewise.search.scaling.Family;
import io.edgewise.search.scaling.Family.Member;
import io.edgewise.search.space.file.ArchitectureJson.Document;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes a family of one network and chooses a member for each target.
 *
 * @param origin names the network in messages
 * @param accelerator its description, as it was resolved
 * @param residentOnly whether only members whose parameters all stay on the chip are chosen
 */
public record ScaleJob(
    String origin,
    DeployedArchitecture network,
    CompoundScaling scaling,
    Config accelerator,
    boolean residentOnly) {

  /**
   * Chooses, and writes what was asked for.
   *
   * @param targetsMillis most latency of each member
   * @param out a new folder for a {@code .json} a member, the whole grid and a picture; empty for
   *     none
   * @return what came of it, for eyes
   * @throws SettingsException if the network is none of stages, a target is met by no member, or
   *     the folder cannot be made
   */
  public List<String> run(List<Double> targetsMillis, Optional<Path> out) {
    Family family = family();
    Selection selection = Selection.within(origin, family, targetsMillis, residentOnly);
    out.ifPresent(folder -> write(folder, family, selection));
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s on %s: %d networks, depth %s^phi, width %s^phi, resolution %s^phi; each step of 1"
                + " computes %.2f times as much (arXiv 1905.11946, equation 3)",
            origin,
            spec().name(),
            family.members().size(),
            scaling.depth(),
            scaling.width(),
            scaling.resolution(),
            scaling.growth()));
    lines.addAll(FamilyText.lines(selection));
    out.ifPresent(folder -> lines.add(folder + ": a .json a member, grid.csv, family.png"));
    return lines;
  }

  private Family family() {
    if (!(network.file().architecture().blueprint() instanceof StagedNetwork base)) {
      throw new SettingsException(
          origin, List.of("is a cell; allowed is a network of stages, whose widths can be scaled"));
    }
    return Family.of(base, scaling, network.view(), new CycleSimulator(spec()));
  }

  private AcceleratorSpec spec() {
    return AcceleratorFile.parse("accelerator", accelerator);
  }

  private void write(Path folder, Family family, Selection selection) {
    try (OutputFolder output = OutputFolder.at(folder)) {
      for (Named named : selection.chosen()) {
        output.write(named.name() + ".json", utf8(file(named.member()).toJson()));
      }
      output.write("grid.csv", utf8(FamilyText.csv(family, selection)));
      output.write(
          "family.png", FamilyPlot.png(origin + " scaled, on " + spec().name(), family, selection));
      output.complete();
    }
  }

  /** A member is trained nowhere yet; its base's trial is where it comes from. */
  private NetworkFile file(Member member) {
    return new NetworkFile(
        new Document(network.file().network().space(), member.architecture()),
        Optional.of(
            new Finding(
                network.view(),
                accelerator,
                member.metrics(),
                Optional.empty(),
                Optional.empty(),
                network.file().finding().flatMap(Finding::origin),
                Version.ofParts())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
