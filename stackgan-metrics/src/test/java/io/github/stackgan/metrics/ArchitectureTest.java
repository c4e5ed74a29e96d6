package io.github.stackgan.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules that docs/architecture.md draws. */
@AnalyzeClasses(packages = "io.github.stackgan.metrics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule metrics_know_neither_the_cores_internals_nor_datasets_nor_the_engine = noClasses()
            .that()
            .resideInAPackage("io.github.stackgan.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.stackgan.core.internal..", "io.github.stackgan.datasets..", "ai.djl.pytorch..");
}
