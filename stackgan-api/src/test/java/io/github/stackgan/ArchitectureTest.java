package io.github.stackgan;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of this module. */
@AnalyzeClasses(packages = "io.github.stackgan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.stackgan";

    /**
     * Apart from one arrow: the façade looks up its implementation and its models, whose contracts speak of the façade.
     */
    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching("io.github.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                    DescribedPredicate.describe(
                            "the root", (JavaClass c) -> c.getPackageName().equals(ROOT)),
                    DescribedPredicate.describe(
                            "the contracts", (JavaClass c) -> c.getPackageName().equals(ROOT + ".spi")));
}
