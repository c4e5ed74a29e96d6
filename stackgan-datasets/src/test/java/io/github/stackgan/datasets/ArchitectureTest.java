package io.github.stackgan.datasets;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of this module. */
@AnalyzeClasses(packages = "io.github.stackgan.datasets", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.github.stackgan.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule each_package_uses_those_below_it = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("datasets")
            .definedBy("io.github.stackgan.datasets")
            .layer("birds")
            .definedBy("io.github.stackgan.datasets.birds")
            .layer("shapes")
            .definedBy("io.github.stackgan.datasets.shapes")
            .layer("cache")
            .definedBy("io.github.stackgan.datasets.cache")
            .layer("index")
            .definedBy("io.github.stackgan.datasets.index")
            .layer("decode")
            .definedBy("io.github.stackgan.datasets.decode")
            .layer("formats")
            .definedBy("io.github.stackgan.datasets.formats")
            .whereLayer("datasets")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("birds")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("shapes")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cache")
            .mayOnlyBeAccessedByLayers("datasets")
            .whereLayer("index")
            .mayOnlyBeAccessedByLayers("datasets")
            .whereLayer("decode")
            .mayOnlyBeAccessedByLayers("datasets", "cache")
            .whereLayer("formats")
            .mayOnlyBeAccessedByLayers("datasets", "index");
}
