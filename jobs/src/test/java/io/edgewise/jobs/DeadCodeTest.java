package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code that only tests call, in any module, is none of the product. */
class DeadCodeTest {

  /** Tests look through these: oracles, and what a history or a data set holds inside. */
  private static final Set<String> FOR_TESTS =
      Set.of(
          "io.edgewise.jobs.history.History.trials",
          "io.edgewise.jobs.history.SearchWriter.commit",
          "io.edgewise.jobs.history.StoredSearch.trials",
          "io.edgewise.jobs.history.TrialRow.withoutTimesAndHosts",
          "io.edgewise.search.controllers.Controllers.named",
          "io.edgewise.search.dataset.ImageSet.classCounts",
          "io.edgewise.search.dataset.ImageSet.pixels",
          "io.edgewise.search.history.KnownTrials.size",
          "io.edgewise.search.proxy.ProxyTrainer.train",
          "io.edgewise.search.space.SearchSpace.enumerate",
          "io.edgewise.search.space.SearchSpace.size",
          "io.edgewise.sim.engine.CycleSimulator.simulateByEvents",
          "io.edgewise.sim.settings.AcceleratorFile.read",
          "io.edgewise.sim.tflite.TfliteNetwork.constantBytes");

  /** Rows and files are read and written by their components' names. */
  private static final List<String> BY_NAME =
      List.of(
          "io.edgewise.jobs.explain",
          "io.edgewise.jobs.history",
          "io.edgewise.jobs.network",
          "io.edgewise.jobs.nightly",
          "io.edgewise.jobs.page",
          "io.edgewise.jobs.status");

  @Test
  void everyMethodIsCalledByWhatIsShipped() {
    List<String> dead =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests()).importPackages("io.edgewise").stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !isCalledFromOutside(method) && !isUsed(method))
                .map(method -> method.getOwner().getName() + "." + method.getName())
                .filter(name -> !FOR_TESTS.contains(name))
                .sorted()
                .toList();
    assertThat(dead).isEmpty();
  }

  /**
   * Returns whether the method is called by the JVM, picocli, a compiler's code, or as the method
   * of a type that a library calls.
   */
  private static boolean isCalledFromOutside(JavaMethod method) {
    String name = method.getName();
    return name.equals("main")
        || name.contains("$")
        || method.getModifiers().contains(JavaModifier.SYNTHETIC)
        || List.of("equals", "hashCode", "toString", "values", "valueOf").contains(name)
        || List.of("writeReplace", "readResolve").contains(name)
        || !method.getAnnotations().isEmpty()
        || isOverride(method)
        || isMadeByDeeplearning4j(method.getOwner());
  }

  private static boolean isOverride(JavaMethod method) {
    JavaClass type = method.getOwner();
    return Stream.of(type.getAllRawSuperclasses(), type.getAllRawInterfaces())
        .flatMap(Collection::stream)
        .flatMap(above -> above.getMethods().stream())
        .anyMatch(
            above ->
                above.getName().equals(method.getName())
                    && above.getRawParameterTypes().size() == method.getRawParameterTypes().size());
  }

  /** Its layers are beans. */
  private static boolean isMadeByDeeplearning4j(JavaClass type) {
    return type.getAllRawSuperclasses().stream()
        .anyMatch(above -> above.getPackageName().startsWith("org.deeplearning4j"));
  }

  private static boolean isUsed(JavaMethod method) {
    return !method.getReferencesToSelf().isEmpty()
        || method.getAccessesToSelf().stream().anyMatch(call -> !call.getOrigin().equals(method))
        || isComponentThatIsRead(method);
  }

  /** A record reads its own components as fields, those of a row by reflection. */
  private static boolean isComponentThatIsRead(JavaMethod method) {
    JavaClass type = method.getOwner();
    return type.isRecord()
        && type.tryGetField(method.getName()).isPresent()
        && (BY_NAME.contains(type.getPackageName())
            || type.getModifiers().contains(JavaModifier.PRIVATE)
            || type.getField(method.getName()).getAccessesToSelf().stream()
                .filter(access -> access.getAccessType() == AccessType.GET)
                .anyMatch(access -> !access.getOrigin().equals(method)));
  }
}
