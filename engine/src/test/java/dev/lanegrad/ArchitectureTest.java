package dev.lanegrad;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Arrows between packages only point down, and vectors stay in the kernels. */
class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .importUrl(Tensor.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void theClassesAreRead() {
    assertThat(classes.contain(Tensor.class)).isTrue();
    assertThat(classes.get(Tensor.class).getMethods()).isNotEmpty();
    assertThat(classes.contain("dev.lanegrad.kernel.Kernels")).isTrue();
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
        .check(classes);
  }

  @Test
  void onlyKernelsKnowVectors() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.lanegrad.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(classes);
  }
}
