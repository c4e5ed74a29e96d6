package io.github.stackgan.core.engine;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The C and C++ libraries of a Linux. What cannot be found out stays empty: then the loader has the last word.
 *
 * @param kind whose C library it is
 * @param version the C library's version
 * @param cxx the newest GLIBCXX symbols of its libstdc++
 */
record CLibrary(Kind kind, Optional<Version> version, Optional<Version> cxx) {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private static final Pattern MUSL = Pattern.compile("(?m)/(ld-musl-|libc\\.musl-)[^/]*$");
    private static final Pattern CXX_FILE = Pattern.compile("(?m)\\s(/\\S.*/libstdc\\+\\+\\.so\\.6[^/\\s]*)$");
    private static final String CXX_SYMBOL = "\0GLIBCXX_";
    private static final Pattern CXX_VERSION = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,4}){1,3})\0");

    enum Kind {
        GLIBC,
        MUSL,
        UNKNOWN
    }

    /** The one that this process runs on. */
    static CLibrary here() {
        if (isMusl(maps())) {
            return new CLibrary(Kind.MUSL, Optional.empty(), Optional.empty());
        }
        try {
            String version = (String) NativeLibrary.getInstance("c")
                    .getFunction("gnu_get_libc_version")
                    .invoke(String.class, new Object[0]);
            // libtorch needs it anyway; once it is here, the maps say which file it is.
            NativeLibrary.getInstance("libstdc++.so.6");
            return new CLibrary(Kind.GLIBC, parsed(version), cxxFile(maps()).flatMap(CLibrary::newest));
        } catch (LinkageError | RuntimeException e) {
            return new CLibrary(Kind.UNKNOWN, Optional.empty(), Optional.empty());
        }
    }

    /** Whether a process with these memory maps (as in /proc/PID/maps) runs on musl. */
    static boolean isMusl(String maps) {
        return MUSL.matcher(maps).find();
    }

    /** Where libstdc++ was loaded from. */
    static Optional<Path> cxxFile(String maps) {
        Matcher file = CXX_FILE.matcher(maps);
        try {
            return file.find() ? Optional.of(Path.of(file.group(1))) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The newest GLIBCXX version among the strings of a library. */
    static Optional<Version> newestCxx(byte[] library) {
        // A search for the pattern itself through two megabytes would be a tenth of the engine's start.
        String text = new String(library, StandardCharsets.ISO_8859_1);
        Matcher version = CXX_VERSION.matcher(text);
        List<Version> found = new ArrayList<>();
        for (int at = text.indexOf(CXX_SYMBOL); at >= 0; at = text.indexOf(CXX_SYMBOL, at + 1)) {
            if (version.region(at + CXX_SYMBOL.length(), text.length()).lookingAt()) {
                found.add(Version.parse(version.group(1)));
            }
        }
        return found.stream().max(Comparator.naturalOrder());
    }

    static Optional<Version> parsed(String version) {
        try {
            return Optional.of(Version.parse(version));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Version> newest(Path library) {
        try {
            return newestCxx(Files.readAllBytes(library));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String maps() {
        try {
            return Files.readString(MAPS, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case MUSL -> "musl";
            case UNKNOWN -> "a C library that could not be recognised";
            case GLIBC ->
                "glibc " + version.map(Version::toString).orElse("of unknown version")
                        + cxx.map(newest -> ", GLIBCXX " + newest).orElse("");
        };
    }
}
