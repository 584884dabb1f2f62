package io.edgewise.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The walls between the rooms of sim. */
@AnalyzeClasses(packages = "io.edgewise.sim", importOptions = DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      SlicesRuleDefinition.slices().matching("io.edgewise.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule workloadsKnowNoHardware =
      noClasses()
          .that()
          .resideInAPackage("..sim.workload..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..sim.accelerator..", "..sim.mapping..", "..sim.engine..", "..sim.settings..");

  @ArchTest
  static final ArchRule acceleratorsKnowNeitherLayersNorFiles =
      noClasses()
          .that()
          .resideInAPackage("..sim.accelerator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..sim.workload..", "..sim.settings..", "java.nio.file..", "com.typesafe..");

  @ArchTest
  static final ArchRule theEngineNeitherParsesNorPrints =
      noClasses()
          .that()
          .resideInAnyPackage("..sim.engine..", "..sim.mapping..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..sim.settings..", "..sim.tflite..", "com.typesafe..", "java.nio.file..");

  @ArchTest
  static final ArchRule readersOfNetworkFilesSimulateNothing =
      noClasses()
          .that()
          .resideInAPackage("..sim.tflite..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..sim.accelerator..", "..sim.mapping..", "..sim.engine..");
}
