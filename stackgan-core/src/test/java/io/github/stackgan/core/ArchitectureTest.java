package io.github.stackgan.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

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
    static final ArchRule a_step_knows_neither_files_nor_epochs = noClasses()
            .that()
            .haveSimpleName("AdversarialStep")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.nio..",
                    "java.io..",
                    "io.github.stackgan.core.checkpoint..",
                    "io.github.stackgan.core.weights..",
                    "io.github.stackgan.core.engine..",
                    "io.github.stackgan.core.kernels..");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("io.github.stackgan.core.(**)").should().beFreeOfCycles();

    /** A package knows those of the lines below it, and of its own line those to its right. */
    @ArchTest
    static final ArchRule packages_know_only_those_below_them = classes()
            .should(new KnowOnlyPackagesBelow(List.of(
                    "export",
                    "model",
                    "keypoints",
                    "train",
                    "report",
                    "terms",
                    "step",
                    "text.training",
                    "text",
                    "embeddings",
                    "loss",
                    "gan",
                    "optim",
                    "nn",
                    "kernels",
                    "checkpoint",
                    "weights.formats",
                    "weights",
                    "engine",
                    "random")));

    @ArchTest
    static final ArchRule classes_of_the_foundations_do_not_go_round =
            slices().assignedFrom(new FoundationClasses()).should().beFreeOfCycles();

    /** The first of the list is the highest. */
    private static final class KnowOnlyPackagesBelow extends ArchCondition<JavaClass> {
        private static final String CORE = "io.github.stackgan.core.";

        private final List<String> fromTheTop;

        KnowOnlyPackagesBelow(List<String> fromTheTop) {
            super("know only packages below their own");
            this.fromTheTop = fromTheTop;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!type.getPackageName().startsWith(CORE)) {
                return;
            }
            int own = place(type);
            if (own < 0) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is in a package without a place"));
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (target.getPackageName().startsWith(CORE) && place(target) < own) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                }
            }
        }

        private int place(JavaClass type) {
            return fromTheTop.indexOf(type.getPackageName().substring(CORE.length()));
        }
    }

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
