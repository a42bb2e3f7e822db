package dev.lanegrad;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lanegrad.kernel.Kernels;
import org.junit.jupiter.api.Test;

/** Arrows between packages only point down, and vectors stay in the kernels. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Tensor.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void theClassesAreRead() {
    assertThat(CLASSES.contain(Tensor.class)).isTrue();
    assertThat(CLASSES.get(Tensor.class).getMethods()).isNotEmpty();
    assertThat(CLASSES.contain("dev.lanegrad.kernel.Kernels")).isTrue();
  }

  @Test
  void arrowsPointDown() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .optionalLayer("train")
        .definedBy("dev.lanegrad.train..")
        .layer("optim")
        .definedBy("dev.lanegrad.optim..")
        .layer("nn")
        .definedBy("dev.lanegrad.nn..")
        .layer("tensor")
        .definedBy("dev.lanegrad")
        .layer("kernel")
        .definedBy("dev.lanegrad.kernel..")
        .whereLayer("train")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("optim")
        .mayOnlyBeAccessedByLayers("train")
        .whereLayer("nn")
        .mayOnlyBeAccessedByLayers("train", "optim")
        .whereLayer("tensor")
        .mayOnlyBeAccessedByLayers("train", "optim", "nn")
        .check(CLASSES);
  }

  @Test
  void onlyKernelsKnowVectors() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.lanegrad.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CLASSES);
  }

  /**
   * The contract reaches down to what it chooses by {@code Kernels.current()}, and nowhere else.
   */
  @Test
  void roomsOfTheKernels() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("dispatch")
        .definedBy("dev.lanegrad.kernel.dispatch")
        .layer("gemm")
        .definedBy("dev.lanegrad.kernel.gemm")
        .layer("micro")
        .definedBy("dev.lanegrad.kernel.gemm.micro")
        .layer("vector")
        .definedBy("dev.lanegrad.kernel.vector")
        .layer("scalar")
        .definedBy("dev.lanegrad.kernel.scalar")
        .layer("template")
        .definedBy("dev.lanegrad.kernel.template")
        .layer("contract")
        .definedBy("dev.lanegrad.kernel")
        .layer("runtime")
        .definedBy("dev.lanegrad.kernel.runtime")
        .whereLayer("dispatch")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("gemm")
        .mayOnlyBeAccessedByLayers("dispatch")
        .whereLayer("micro")
        .mayOnlyBeAccessedByLayers("gemm")
        .whereLayer("vector")
        .mayOnlyBeAccessedByLayers("micro", "gemm", "dispatch")
        .whereLayer("scalar")
        .mayOnlyBeAccessedByLayers("vector", "gemm", "dispatch")
        .whereLayer("template")
        .mayOnlyBeAccessedByLayers("scalar", "vector")
        .whereLayer("contract")
        .mayOnlyBeAccessedByLayers("dispatch", "gemm", "micro", "vector", "scalar", "template")
        .ignoreDependency(
            JavaClass.Predicates.type(Kernels.class),
            JavaClass.Predicates.resideInAPackage("dev.lanegrad.kernel.dispatch"))
        .check(CLASSES);
  }

  @Test
  void scalarKernelsNeverTouchVectors() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.lanegrad.kernel",
            "dev.lanegrad.kernel.scalar",
            "dev.lanegrad.kernel.template",
            "dev.lanegrad.kernel.runtime")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jdk.incubator.vector..", "dev.lanegrad.kernel.vector..", "dev.lanegrad.kernel.gemm..")
        .check(CLASSES);
  }

  @Test
  void nobodyElseUsesTheRooms() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.lanegrad.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.lanegrad.kernel.*..")
        .check(CLASSES);
  }
}
