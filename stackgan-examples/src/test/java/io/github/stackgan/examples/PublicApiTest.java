package io.github.stackgan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is what the published Javadoc shows, and docs/public-api.txt lists it, so that its growth is a
 * decision. Where it changes on purpose, run this test with {@code -Dapi.write=true}, which writes the list anew.
 */
class PublicApiTest {
    private static final String ROOT = "io.github.stackgan";
    private static final Path LIST = Path.of("../docs/public-api.txt");

    /** The border between stackgan-core and our own text encoders of other modules, which no user needs. */
    private static final Set<String> OF_OWN_MODULES = Set.of(
            ROOT + ".core.text.TextNetwork.parameters() Parameters",
            ROOT + ".core.text.EmbeddingWhitening.basis(TextEncoder, CaptionedImages, NDManager, long) Whitening");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("stackgan-examples"))
            .importPackages(ROOT);

    @Test
    void the_public_api_is_the_list() throws IOException {
        Set<Pattern> hidden = hidden();
        List<String> found = CLASSES.stream()
                .filter(type -> isPublic(type, hidden))
                .flatMap(PublicApiTest::lines)
                .sorted()
                .toList();
        if (Boolean.getBoolean("api.write")) {
            Files.write(LIST, found);
        }
        assertThat(found)
                .as("docs/public-api.txt; -Dapi.write=true writes it anew")
                .isEqualTo(Files.readAllLines(LIST));
    }

    @Test
    void no_type_that_is_not_public_api_stands_in_a_public_signature() throws IOException {
        Set<Pattern> hidden = hidden();
        List<String> leaks = CLASSES.stream()
                .filter(type -> isPublic(type, hidden))
                .flatMap(type -> members(type)
                        .filter(member -> signature(member).anyMatch(used -> isOurs(used) && !isPublic(used, hidden)))
                        .map(member -> line(type, member)))
                .filter(line -> !OF_OWN_MODULES.contains(line))
                .sorted()
                .toList();
        assertThat(leaks).isEmpty();
    }

    /** What the published Javadoc leaves out, from its one home. */
    private static Set<Pattern> hidden() throws IOException {
        Matcher excluded = Pattern.compile("<excludePackageNames>(.*?)</excludePackageNames>")
                .matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(excluded.find()).isTrue();
        return Stream.of(excluded.group(1).split(","))
                .map(name -> Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q")))
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    private static boolean isPublic(JavaClass type, Set<Pattern> hidden) {
        JavaClass outer = type;
        while (true) {
            if (!outer.getModifiers().contains(JavaModifier.PUBLIC)
                    || outer.isAnonymousClass()
                    || outer.getSimpleName().startsWith("GsonAdapters")) {
                return false;
            }
            if (outer.getEnclosingClass().isEmpty()) {
                break;
            }
            outer = outer.getEnclosingClass().get();
        }
        return hidden.stream().noneMatch(p -> p.matcher(type.getPackageName()).matches());
    }

    private static Stream<String> lines(JavaClass type) {
        return Stream.concat(Stream.of(type.getName()), members(type).map(member -> line(type, member)));
    }

    private static Stream<JavaMember> members(JavaClass type) {
        return type.getMembers().stream()
                .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC)
                        || m.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(m -> !m.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static String line(JavaClass type, JavaMember member) {
        String name = type.getName() + "." + member.getName();
        if (member instanceof JavaCodeUnit unit) {
            return name
                    + unit.getRawParameterTypes().stream()
                            .map(JavaClass::getSimpleName)
                            .collect(Collectors.joining(", ", "(", ")"))
                    + " " + unit.getRawReturnType().getSimpleName();
        }
        return name;
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        Set<JavaClass> types = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        if (member instanceof JavaCodeUnit unit) {
            unit.getParameterTypes().forEach(type -> types.addAll(raw(type)));
            types.addAll(raw(unit.getReturnType()));
        } else {
            types.addAll(member.getAllInvolvedRawTypes());
        }
        return types.stream();
    }

    private static Set<JavaClass> raw(JavaType type) {
        return type.getAllInvolvedRawTypes();
    }
}
