package io.edgewise.jobs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.dataset.DatasetSettings;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;

/** The walls between the rooms of jobs. */
@AnalyzeClasses(packages = "io.edgewise.jobs", importOptions = DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      SlicesRuleDefinition.slices().matching("io.edgewise.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyCommandsKnowTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.edgewise.jobs", "..jobs.command..", "..jobs.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "io.edgewise.jobs", "..jobs.command..");

  @ArchTest
  static final ArchRule whatSearchFilesSayIsReadOutside =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..jobs.actions..",
              "..jobs.history..",
              "..jobs.dataset..",
              "..jobs.report..",
              "..jobs.page..",
              "..jobs.files..",
              "..jobs.track..",
              "..jobs.status..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..jobs.config..");

  /** Drivers tell what is left out of a data set that they start with; tasks read it silently. */
  @ArchTest
  static final ArchRule driversAnnounceTheirDataSets =
      noClasses()
          .that()
          .resideOutsideOfPackages("..jobs.actions..", "..jobs.dataset..")
          .should()
          .callMethod(DatasetLoader.class, "load", DatasetSettings.class, Configuration.class);

  /** Files are written whole or not at all; only a trace of a fault is of use in part. */
  @ArchTest
  static final ArchRule filesAreWrittenInOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage("..jobs.files..")
          .and()
          .doNotHaveSimpleName("Faults")
          .should()
          .callMethodWhere(
              target(owner(type(Files.class)))
                  .and(
                      target(nameMatching("write|writeString|newOutputStream|newBufferedWriter"))));

  @ArchTest
  static final ArchRule theHistoryDecidesNothing =
      noClasses()
          .that()
          .resideInAPackage("..jobs.history..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..search.reward..", "..search.pareto..", "..sim.engine..", "..jobs.actions..");

  @ArchTest
  static final ArchRule whatRunsWithoutSparkDoesNotKnowIt =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..jobs.dataset..",
              "..jobs.report..",
              "..jobs.page..",
              "..jobs.config..",
              "..jobs.process..",
              "..jobs.task..",
              "..jobs.trainer..",
              "..jobs.track..",
              "..jobs.latency..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");

  /** MLflow's client need not be there: one room loads it, for searches that ask for it. */
  @ArchTest
  static final ArchRule oneRoomKnowsMlflow =
      noClasses()
          .that()
          .resideOutsideOfPackage("..jobs.track.mlflow..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mlflow..", "org.mlflow_project..");

  /** A search enters a runtime by two rooms alone, which it leaves alone unless asked for int8. */
  @ArchTest
  static final ArchRule onlyExportKnowsTheRuntimes =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..search.export..",
              "..jobs.export..",
              "..jobs.command..",
              "..jobs.trainer..",
              "..jobs.latency..",
              "..jobs.int8..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..search.export..",
              "..jobs.export..",
              "org.bytedeco.tensorflowlite..",
              "ai.onnxruntime..");

  /** One class chooses the trainer that scores in int8; it loads no runtime unless it does. */
  @ArchTest
  static final ArchRule oneClassScoresTrainingsInInt8 =
      noClasses()
          .that()
          .resideOutsideOfPackage("..jobs.int8..")
          .and()
          .doNotHaveSimpleName("Trainers")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..search.export.proxy..");

  /** A foreign trainer gets the network's source, which loads no runtime, and nothing else. */
  @ArchTest
  static final ArchRule trainersKnowTheSourceAlone =
      noClasses()
          .that()
          .resideInAPackage("..jobs.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..search.export.onnx..",
              "..search.export.tflite..",
              "..search.export.verify..",
              "..jobs.export..",
              "org.bytedeco.tensorflowlite..",
              "ai.onnxruntime..");

  /** A foreign device gets the network's file, which loads no runtime, and nothing else. */
  @ArchTest
  static final ArchRule metersKnowTheWriterOfTfliteAlone =
      noClasses()
          .that()
          .resideInAPackage("..jobs.latency..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..search.export.onnx..",
              "..search.export.source..",
              "..search.export.verify..",
              "..jobs.export..",
              "org.bytedeco.tensorflowlite..",
              "ai.onnxruntime..");

  /** One room sees to it that a process is ended with all that it started. */
  @ArchTest
  static final ArchRule processesAreStartedInOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage("..jobs.process..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class, Process.class);
}
