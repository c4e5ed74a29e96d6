package io.github.stackgan.core.engine;

import io.github.stackgan.checks.Quoted;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether an engine on a class path can start on a machine, found before it tries; a function of its arguments alone.
 */
final class PlatformCheck {
    private static final String ARTIFACT = "io.github.stackgan:stackgan-pytorch-cpu";
    private static final Set<String> PLATFORMS = Set.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");
    private static final Set<String> NARROW = Set.of("x86", "i386", "i486", "i586", "i686", "arm", "armv7l", "ppc");

    private static final String OLDER_LINE = "ai.djl:api and ai.djl.pytorch:pytorch-engine 0.25.0, pytorch-jni"
            + " 2.0.1-0.25.0, with stackgan-sentences ai.djl.huggingface:tokenizers 0.25.0, and"
            + " pytorch-native-cpu 2.0.1 with the classifier ";
    private static final String OWN_BUILD =
            "; or build PyTorch for it and name its folder by the environment variable PYTORCH_LIBRARY_PATH";

    /** The newest symbols that the libraries in the jars ask for, as {@code readelf -V} shows them. */
    private static final List<Needs> NEEDS = List.of(
            new Needs("2.7.1", "linux-x86_64", "2.29", "3.4.26", "Debian 11, Ubuntu 20.04, RHEL 9"),
            new Needs("2.7.1", "linux-aarch64", "2.32", "3.4.26", "Debian 12, Ubuntu 22.04, RHEL 9"),
            new Needs("2.0.1", "linux-x86_64", "2.27", "3.4.22", "Debian 10, Ubuntu 18.04, RHEL 8"));

    private record Needs(String pytorch, String classifier, String glibc, String cxx, String systems) {}

    private PlatformCheck() {}

    /**
     * What keeps the engine from starting.
     *
     * @return what was found and what to do; empty if nothing is known to be wrong
     */
    static Optional<String> problem(Machine machine, EngineJars jars) {
        List<EngineJars.Natives> fitting = jars.natives().stream()
                .filter(natives -> natives.classifier().equals(machine.classifier()))
                .toList();
        return platform(machine, fitting)
                .or(() -> missing(machine, jars, fitting))
                .or(() -> oldSystem(machine, fitting))
                .or(() -> jni(jars, fitting));
    }

    /** Machines that no natives are made for. */
    private static Optional<String> platform(Machine machine, List<EngineJars.Natives> fitting) {
        if (machine.c().filter(c -> c.kind() == CLibrary.Kind.MUSL).isPresent()) {
            return Optional.of(
                    "This Linux has the C library musl, as Alpine has, and PyTorch's natives need glibc: use a"
                            + " system or container image with glibc (Debian, Ubuntu, RHEL, eclipse-temurin"
                            + " without -alpine)"
                            + OWN_BUILD);
        }
        if (!fitting.isEmpty() || PLATFORMS.contains(machine.classifier())) {
            return Optional.empty();
        }
        return Optional.of("PyTorch has no natives on Maven Central for this machine (" + machine
                + ") and this engine: " + advice(machine) + OWN_BUILD);
    }

    private static String advice(Machine machine) {
        if (NARROW.contains(machine.osArch())) {
            return "use a 64-bit system with a 64-bit JDK";
        }
        if (machine.classifier().equals("osx-x86_64")) {
            return "on a Mac with Apple silicon use a JDK for aarch64; on an Intel Mac use, in place of " + ARTIFACT
                    + ", " + OLDER_LINE + "osx-x86_64";
        }
        if (machine.isWindows() && machine.osArch().equals("aarch64")) {
            return "use a JDK for x86-64, which Windows on ARM runs too";
        }
        return "use Linux with glibc (x86_64, aarch64), macOS (aarch64) or Windows (x86_64)";
    }

    /** Jars that are not there, on a machine that has them. */
    private static Optional<String> missing(Machine machine, EngineJars jars, List<EngineJars.Natives> fitting) {
        if (jars.engine().isEmpty()) {
            return Optional.of("No PyTorch engine is on the class path: add the artifact " + ARTIFACT + " (type pom)");
        }
        if (!fitting.isEmpty()) {
            return Optional.empty();
        }
        String others = jars.natives().stream()
                .map(natives -> Quoted.bare(natives.classifier()))
                .distinct()
                .collect(Collectors.joining(", "));
        String classifier = machine.classifier();
        return Optional.of("PyTorch's natives for this machine (" + classifier + ") are not on the class path"
                + (others.isEmpty() ? "" : ", only those for " + others + " are")
                + ": add the artifact " + ARTIFACT + " (type pom), which brings those of the machine that builds; with"
                + " Gradle, or to build for another machine, add ai.djl.pytorch:pytorch-native-cpu:"
                + Quoted.bare(jars.engine().get().pytorch()) + ":" + classifier
                + " too. To let DJL download them instead, set -Dai.djl.offline=false");
    }

    /** A glibc or libstdc++ that is older than the natives. */
    private static Optional<String> oldSystem(Machine machine, List<EngineJars.Natives> fitting) {
        return fitting.stream()
                .filter(natives -> natives.flavor().equals("cpu"))
                .flatMap(natives -> NEEDS.stream()
                        .filter(needs -> needs.pytorch().equals(natives.release())
                                && needs.classifier().equals(natives.classifier())))
                .filter(needs -> older(machine, needs))
                .findFirst()
                .map(needs -> "This machine (" + machine + ") is older than PyTorch " + needs.pytorch() + " for "
                        + needs.classifier() + ", which needs glibc " + needs.glibc() + " and GLIBCXX " + needs.cxx()
                        + " or later: use a newer system or container image (" + needs.systems() + ", or later)"
                        + olderLine(machine, needs));
    }

    private static boolean older(Machine machine, Needs needs) {
        return machine.c()
                        .flatMap(CLibrary::version)
                        .filter(before(needs.glibc()))
                        .isPresent()
                || machine.c()
                        .flatMap(CLibrary::cxx)
                        .filter(before(needs.cxx()))
                        .isPresent();
    }

    private static Predicate<Version> before(String needed) {
        return version -> version.compareTo(Version.parse(needed)) < 0;
    }

    private static String olderLine(Machine machine, Needs needs) {
        return NEEDS.stream()
                .filter(other ->
                        other.classifier().equals(needs.classifier()) && !other.equals(needs) && !older(machine, other))
                .findFirst()
                .map(other -> ", or, in place of " + ARTIFACT + ", " + OLDER_LINE + other.classifier())
                .orElse("");
    }

    /** A pytorch-jni that is absent or of another version than the natives. DJL would go and download one. */
    private static Optional<String> jni(EngineJars jars, List<EngineJars.Natives> fitting) {
        String djl = jars.engine().orElseThrow().djl();
        if (fitting.stream().anyMatch(natives -> natives.jni() && isFor(jars, natives, djl))) {
            return Optional.empty();
        }
        EngineJars.Natives natives = fitting.get(0);
        String expected = Quoted.bare(natives.release() + "-" + djl);
        String found = jars.jni()
                .map(jni -> isFor(jars, natives, djl)
                        ? "pytorch-jni " + Quoted.bare(jni) + " has no library for "
                                + Quoted.bare(natives.classifier() + ", " + natives.flavor())
                        : "pytorch-jni " + Quoted.bare(jni) + " is on the class path, which does not fit")
                .orElse("pytorch-jni is not on the class path");
        return Optional.of("PyTorch " + Quoted.bare(natives.version()) + " (" + Quoted.bare(natives.flavor()) + ", "
                + Quoted.bare(natives.classifier()) + ") and pytorch-engine " + Quoted.bare(djl)
                + " need ai.djl.pytorch:pytorch-jni:" + expected + ", but " + found + ": add it, or let the artifact "
                + ARTIFACT + " (type pom) choose all versions");
    }

    private static boolean isFor(EngineJars jars, EngineJars.Natives natives, String djl) {
        return jars.jni()
                .filter(jni -> jni.startsWith(natives.release() + "-" + djl))
                .isPresent();
    }
}
