package io.github.stackgan.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages that docs/architecture.md draws. */
@AnalyzeClasses(packages = "io.github.stackgan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_libraries_do_not_know_the_engine =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl.pytorch..");

    @ArchTest
    static final ArchRule the_api_does_not_know_its_implementation = noClasses()
            .that()
            .resideInAnyPackage("io.github.stackgan", "io.github.stackgan.spi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.stackgan.core..");

    /** Its public types are public for our own modules alone. */
    @ArchTest
    static final ArchRule only_the_libraries_own_modules_know_the_shared_formats = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.github.stackgan.formats..", "io.github.stackgan.core..", "io.github.stackgan.datasets..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.stackgan.formats..");

    @ArchTest
    static final ArchRule networks_and_losses_know_nothing_of_training = noClasses()
            .that()
            .resideInAnyPackage("io.github.stackgan.core.nn", "io.github.stackgan.core.loss")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.stackgan.core.train", "io.github.stackgan.core.text", "io.github.stackgan.core.report");

    @ArchTest
    static final ArchRule a_step_knows_neither_files_nor_epochs = noClasses()
            .that()
            .haveSimpleName("AdversarialStep")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio..", "java.io..", "io.github.stackgan.core.internal..");

    @ArchTest
    static final ArchRule networks_have_no_cycles_with_losses = slices().matching(
                    "io.github.stackgan.core.(loss|random)..")
            .should()
            .beFreeOfCycles();
}
