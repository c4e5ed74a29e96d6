package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.core.engine.EngineJars.Engine;
import io.github.stackgan.core.engine.EngineJars.Natives;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformCheckTest {
    private static final String ARTIFACT = "io.github.stackgan:stackgan-pytorch-cpu";
    private static final Engine ENGINE = new Engine("0.35.1", "2.7.1");
    private static final Engine OLDER = new Engine("0.25.0", "2.0.1");
    private static final String JNI = "2.7.1-0.35.1";

    private static Natives natives(String classifier) {
        return new Natives("2.7.1-20250812", "cpu", classifier, true);
    }

    private static EngineJars with(String... classifiers) {
        return new EngineJars(
                Optional.of(ENGINE),
                List.of(classifiers).stream().map(PlatformCheckTest::natives).toList(),
                Optional.of(JNI));
    }

    private static EngineJars olderLine(String classifier) {
        return new EngineJars(
                Optional.of(OLDER),
                List.of(new Natives("2.0.1-20230709", "cpu", classifier, true)),
                Optional.of("2.0.1-0.25.0"));
    }

    private static Optional<CLibrary> glibc(String version, String cxx) {
        return Optional.of(new CLibrary(
                CLibrary.Kind.GLIBC, Optional.of(Version.parse(version)), Optional.of(Version.parse(cxx))));
    }

    private static Machine machine(String os, String arch) {
        return new Machine(os, arch, os.equals("Linux") ? glibc("2.36", "3.4.30") : Optional.empty());
    }

    private static String problem(Machine machine, EngineJars jars) {
        return PlatformCheck.problem(machine, jars).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, osx-aarch64",
        "Windows 11, amd64, win-x86_64",
        "Windows Server 2022, amd64, win-x86_64"
    })
    void each_platform_asks_for_its_own_natives_and_is_content_with_them(String os, String arch, String classifier) {
        Machine machine = machine(os, arch);
        assertThat(PlatformCheck.problem(machine, with(classifier))).isEmpty();
        assertThat(PlatformCheck.problem(machine, with("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64")))
                .isEmpty();
        assertThat(problem(machine, with()))
                .contains(classifier, "not on the class path", ARTIFACT, "pytorch-native-cpu:2.7.1:" + classifier);
    }

    @Test
    void natives_of_another_platform_are_named() {
        assertThat(problem(machine("Mac OS X", "aarch64"), with("linux-x86_64")))
                .contains("osx-aarch64", "only those for linux-x86_64 are", ARTIFACT);
    }

    @Test
    void a_missing_engine_names_the_artifact_to_add() {
        EngineJars none = new EngineJars(Optional.empty(), List.of(), Optional.empty());
        assertThat(problem(machine("Linux", "amd64"), none))
                .isEqualTo("No PyTorch engine is on the class path: add the artifact " + ARTIFACT + " (type pom)");
        EngineJars nativesAlone = new EngineJars(Optional.empty(), List.of(natives("linux-x86_64")), Optional.of(JNI));
        assertThat(problem(machine("Linux", "amd64"), nativesAlone)).contains("No PyTorch engine", ARTIFACT);
    }

    @Test
    void intel_macs_are_led_to_the_older_line_which_then_passes() {
        Machine intel = machine("Mac OS X", "x86_64");
        assertThat(problem(intel, with("osx-aarch64")))
                .contains("Mac OS X, x86_64", "0.25.0", "2.0.1-0.25.0", "osx-x86_64", "Apple silicon");
        assertThat(PlatformCheck.problem(intel, olderLine("osx-x86_64"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, s390x, x86_64",
        "Linux, ppc64le, x86_64",
        "Linux, riscv64, x86_64",
        "Linux, i386, 64-bit JDK",
        "Linux, arm, 64-bit JDK",
        "Windows 10, x86, 64-bit JDK",
        "Windows 11, aarch64, JDK for x86-64",
        "FreeBSD, amd64, Linux with glibc",
        "AIX, ppc64, Linux with glibc"
    })
    void platforms_without_natives_are_told_what_to_use(String os, String arch, String advice) {
        assertThat(problem(machine(os, arch), with("linux-x86_64")))
                .contains(os + ", " + arch, advice, "PYTORCH_LIBRARY_PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void musl_is_told_whatever_jars_there_are(String arch) {
        Machine alpine = new Machine(
                "Linux", arch, Optional.of(new CLibrary(CLibrary.Kind.MUSL, Optional.empty(), Optional.empty())));
        EngineJars none = new EngineJars(Optional.empty(), List.of(), Optional.empty());
        assertThat(problem(alpine, with("linux-x86_64", "linux-aarch64"))).contains("musl", "Alpine", "glibc");
        assertThat(problem(alpine, none)).contains("musl");
    }

    @ParameterizedTest
    @CsvSource({
        "amd64, linux-x86_64, 2.28, 3.4.28, 2.29",
        "amd64, linux-x86_64, 2.36, 3.4.25, 3.4.26",
        "amd64, linux-x86_64, 2.9, 3.4.13, 2.29",
        "aarch64, linux-aarch64, 2.31, 3.4.28, 2.32"
    })
    void an_old_system_is_told_what_the_natives_need(
            String arch, String classifier, String glibc, String cxx, String needed) {
        Machine old = new Machine("Linux", arch, glibc(glibc, cxx));
        assertThat(problem(old, with(classifier))).contains("glibc " + glibc, "GLIBCXX " + cxx, needed, "container");
    }

    @ParameterizedTest
    @CsvSource({"amd64, linux-x86_64, 2.29, 3.4.26", "aarch64, linux-aarch64, 2.32, 3.4.26"})
    void the_oldest_system_that_suffices_passes(String arch, String classifier, String glibc, String cxx) {
        assertThat(PlatformCheck.problem(new Machine("Linux", arch, glibc(glibc, cxx)), with(classifier)))
                .isEmpty();
    }

    @Test
    void the_older_line_is_offered_where_it_would_run_and_only_there() {
        Machine rhel8 = new Machine("Linux", "amd64", glibc("2.28", "3.4.25"));
        assertThat(problem(rhel8, with("linux-x86_64"))).contains("pytorch-native-cpu 2.0.1", "linux-x86_64");
        assertThat(PlatformCheck.problem(rhel8, olderLine("linux-x86_64"))).isEmpty();
        Machine rhel7 = new Machine("Linux", "amd64", glibc("2.17", "3.4.19"));
        assertThat(problem(rhel7, with("linux-x86_64"))).doesNotContain("2.0.1");
        Machine bullseyeOnArm = new Machine("Linux", "aarch64", glibc("2.31", "3.4.28"));
        assertThat(problem(bullseyeOnArm, with("linux-aarch64"))).doesNotContain("2.0.1");
    }

    @Test
    void what_is_not_known_is_left_to_the_loader() {
        Machine unknown = new Machine(
                "Linux", "amd64", Optional.of(new CLibrary(CLibrary.Kind.UNKNOWN, Optional.empty(), Optional.empty())));
        assertThat(PlatformCheck.problem(unknown, with("linux-x86_64"))).isEmpty();
        EngineJars later = new EngineJars(
                Optional.of(new Engine("0.99.0", "9.9.9")),
                List.of(new Natives("9.9.9-20300101", "cpu", "linux-x86_64", true)),
                Optional.of("9.9.9-0.99.0"));
        assertThat(PlatformCheck.problem(new Machine("Linux", "amd64", glibc("2.5", "3.4.9")), later))
                .isEmpty();
    }

    @Test
    void jni_that_is_absent_of_another_version_or_lacks_the_platform_names_the_one_that_fits() {
        Machine machine = machine("Linux", "amd64");
        List<Natives> natives = List.of(natives("linux-x86_64"));
        assertThat(problem(machine, new EngineJars(Optional.of(ENGINE), natives, Optional.empty())))
                .contains("pytorch-jni is not on the class path", "pytorch-jni:2.7.1-0.35.1", ARTIFACT);
        for (String jni : List.of("2.0.1-0.25.0", "2.7.1-0.34.0", "2.7.0-0.35.1", "")) {
            assertThat(problem(machine, new EngineJars(Optional.of(ENGINE), natives, Optional.of(jni))))
                    .contains("pytorch-jni " + jni + " is on the class path, which does not fit", "2.7.1-0.35.1");
        }
        List<Natives> cuda = List.of(new Natives("2.7.1-20250812", "cu126", "linux-x86_64", false));
        assertThat(problem(machine, new EngineJars(Optional.of(ENGINE), cuda, Optional.of(JNI))))
                .contains("has no library for linux-x86_64, cu126");
    }

    @Test
    void one_of_several_natives_that_fits_is_enough() {
        EngineJars jars = new EngineJars(
                Optional.of(OLDER),
                List.of(
                        new Natives("1.13.1-20221220", "cpu", "linux-x86_64", true),
                        new Natives("2.0.1-20230709", "cu118", "linux-x86_64", true)),
                Optional.of("2.0.1-0.25.0"));
        assertThat(PlatformCheck.problem(machine("Linux", "amd64"), jars)).isEmpty();
    }

    @Test
    void what_the_machine_and_files_say_of_themselves_is_quoted_harmlessly() {
        Machine odd = new Machine("Plan 9\u001b[31m" + "x".repeat(500), "mips\u202e", Optional.empty());
        assertThat(problem(odd, with("linux-x86_64")))
                .doesNotContain("\u001b", "\u202e")
                .hasSizeLessThan(800);
        EngineJars jars = new EngineJars(
                Optional.of(ENGINE), List.of(natives("linux-x86_64")), Optional.of("\u001b[2J" + "9".repeat(500)));
        assertThat(problem(machine("Linux", "amd64"), jars))
                .doesNotContain("\u001b")
                .hasSizeLessThan(900);
    }
}
