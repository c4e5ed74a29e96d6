package io.github.stackgan.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A package for each command, which need each other in one direction alone. */
@AnalyzeClasses(packages = "io.github.stackgan.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("io.github.stackgan.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule commands_do_not_know_who_starts_them = noClasses()
            .that()
            .resideInAPackage("io.github.stackgan.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.stackgan.cli");

    @ArchTest
    static final ArchRule what_is_no_public_api_is_not_for_the_command_line = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.stackgan.formats..",
                    "io.github.stackgan.core.model..",
                    "io.github.stackgan.core.weights..",
                    "io.github.stackgan.core.checkpoint..",
                    "io.github.stackgan.core.step..",
                    "io.github.stackgan.core.terms..",
                    "io.github.stackgan.core.kernels..",
                    "io.github.stackgan.datasets.decode..",
                    "io.github.stackgan.datasets.index..",
                    "io.github.stackgan.metrics.internal..",
                    "ai.djl.pytorch..");
}
