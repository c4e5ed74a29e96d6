package io.github.stackgan.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is not public API, though its types are public, is used by its own module alone. */
@AnalyzeClasses(packages = "io.github.stackgan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule only_datasets_know_how_images_are_decoded_and_indexes_are_read = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.stackgan.datasets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.stackgan.datasets.decode..", "io.github.stackgan.datasets.index..");
}
