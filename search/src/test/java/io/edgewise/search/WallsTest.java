package io.edgewise.search;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The walls between the rooms of search. */
@AnalyzeClasses(packages = "io.edgewise.search", importOptions = DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      SlicesRuleDefinition.slices().matching("io.edgewise.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule spacesKnowNeitherSimulatorNorTrainer =
      noClasses()
          .that()
          .resideInAPackage("..search.space..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.edgewise.sim",
              "..sim.workload..",
              "..sim.engine..",
              "..sim.accelerator..",
              "..search.proxy..",
              "org.nd4j..",
              "org.deeplearning4j..");

  @ArchTest
  static final ArchRule deepLearning4jStaysInItsRoom =
      noClasses()
          .that()
          .resideOutsideOfPackages("..search.proxy.dl4j..", "..search.export.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  /** ND4J brings the messages of the format, and the protobuf that they are made with. */
  @ArchTest
  static final ArchRule onnxFilesTakeTheirFormatAloneFromNd4j =
      noClasses()
          .that()
          .resideInAPackage("..search.export.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j.linalg..", "org.nd4j.common..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule theGaussianProcessKnowsNoController =
      noClasses()
          .that()
          .resideInAPackage("..search.gp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..search.controller..", "..search.trial..");

  @ArchTest
  static final ArchRule controllersNeitherEvaluateNorReadAClock =
      noClasses()
          .that()
          .resideInAPackage("..search.controller..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..search.proxy..", "java.time..", "java.nio.file..");

  @ArchTest
  static final ArchRule formulasDoNoInputOrOutput =
      noClasses()
          .that()
          .resideInAnyPackage("..search.reward..", "..search.pareto..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio..");

  @ArchTest
  static final ArchRule quantizationKnowsNoFileFormatAndNoRuntime =
      noClasses()
          .that()
          .resideInAPackage("..search.quantization..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..search.export..",
              "..search.proxy..",
              "org.tensorflow..",
              "com.google.flatbuffers..",
              "com.google.protobuf..",
              "java.io..",
              "java.nio..");

  @ArchTest
  static final ArchRule runtimesAreLoadedInOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage("..search.export.verify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.tensorflowlite..", "ai.onnxruntime..");

  @ArchTest
  static final ArchRule aSearchKnowsNoExport =
      noClasses()
          .that()
          .resideOutsideOfPackage("..search.export..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..search.export..");
}
