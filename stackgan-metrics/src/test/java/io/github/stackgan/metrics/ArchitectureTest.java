package io.github.stackgan.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules and packages that docs/architecture.md draws. */
@AnalyzeClasses(packages = "io.github.stackgan.metrics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule metrics_know_neither_the_cores_internals_nor_datasets_nor_the_engine = noClasses()
            .that()
            .resideInAPackage("io.github.stackgan.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.stackgan.core.model..",
                    "io.github.stackgan.core.weights..",
                    "io.github.stackgan.core.checkpoint..",
                    "io.github.stackgan.datasets..",
                    "ai.djl.pytorch..");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("io.github.stackgan.metrics.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule scores_know_no_network = noClasses()
            .that()
            .resideInAPackage("io.github.stackgan.metrics.scores")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.stackgan.core.nn..", "io.github.stackgan.metrics.features..");
}
