package io.github.stackgan.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

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
            .resideInAnyPackage(
                    "java.nio..",
                    "java.io..",
                    "io.github.stackgan.core.internal..",
                    "io.github.stackgan.core.engine..",
                    "io.github.stackgan.core.kernels..");

    @ArchTest
    static final ArchRule networks_have_no_cycles_with_losses = slices().matching(
                    "io.github.stackgan.core.(loss|random)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule the_foundations_are_free_of_cycles = slices().matching(
                    "io.github.stackgan.core.(nn|optim|kernels|engine|random)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule their_classes_do_not_go_round =
            slices().assignedFrom(new FoundationClasses()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kernels_do_not_know_networks = noClasses()
            .that()
            .resideInAPackage("io.github.stackgan.core.kernels")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.stackgan.core.nn", "io.github.stackgan.core.optim");

    @ArchTest
    static final ArchRule the_engine_and_randomness_know_nothing_above_them = noClasses()
            .that()
            .resideInAnyPackage("io.github.stackgan.core.engine", "io.github.stackgan.core.random")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.stackgan.core.kernels", "io.github.stackgan.core.optim", "io.github.stackgan.core.nn");

    /** Each class of the foundations with the classes inside it. */
    private static final class FoundationClasses implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().matches("io\\.github\\.stackgan\\.core\\.(nn|optim|kernels|engine|random)")
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes of the foundations";
        }
    }
}
