package io.github.stackgan.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgesTest {
    private static final String ROOT = "io.github.stackgan";

    /** The core is behind the API, and what a bridge's library brings along stays out of our signatures and code. */
    @ParameterizedTest
    @CsvSource({"langchain4j, dev.langchain4j..", "spring, org.springframework..", "djl, ai.djl.."})
    void a_bridge_knows_the_api_and_the_library_at_its_other_end_alone(String bridge, String library) {
        JavaClasses found = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT + "." + bridge);
        List<String> known = new ArrayList<>(List.of("java..", "org.jspecify.annotations", "ai.djl.modality.cv"));
        List.of("", ".checks", ".settings", "." + bridge).forEach(name -> known.add(ROOT + name));
        known.add(library);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known.toArray(String[]::new))
                .check(found);
    }
}
