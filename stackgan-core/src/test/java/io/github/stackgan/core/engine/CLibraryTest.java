package io.github.stackgan.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CLibraryTest {
    private static final String LINE = "7f0a2c000000-7f0a2c021000 r-xp 00000000 fe:00 1234   ";

    @Test
    void musl_is_known_by_its_loader_among_the_maps() {
        assertThat(CLibrary.isMusl(LINE + "/usr/bin/java\n" + LINE + "/lib/ld-musl-x86_64.so.1\n"))
                .isTrue();
        assertThat(CLibrary.isMusl(LINE + "/lib/libc.musl-aarch64.so.1\n")).isTrue();
        assertThat(CLibrary.isMusl(LINE + "/usr/lib/x86_64-linux-gnu/libc.so.6\n"))
                .isFalse();
        assertThat(CLibrary.isMusl(LINE + "/home/ld-musl-notes/a.jar\n")).isFalse();
        assertThat(CLibrary.isMusl("")).isFalse();
    }

    @Test
    void the_file_of_libstdcxx_is_found_among_the_maps() {
        assertThat(CLibrary.cxxFile(LINE + "\n" + LINE + "/opt/my libs/libstdc++.so.6.0.28\n" + LINE + "[heap]\n"))
                .contains(Path.of("/opt/my libs/libstdc++.so.6.0.28"));
        assertThat(CLibrary.cxxFile(LINE + "/usr/lib/libc.so.6\n")).isEmpty();
    }

    @Test
    void the_newest_symbols_are_the_largest_number_not_the_last_or_the_longest_text() {
        byte[] library = "ELF\0GLIBCXX_3.4\0GLIBCXX_3.4.26\0GLIBCXX_3.4.9\0GLIBCXX_DEBUG_MESSAGE\0xGLIBCXX_3.4.99\0"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(CLibrary.newestCxx(library)).contains(Version.parse("3.4.26"));
        assertThat(CLibrary.newestCxx(new byte[1000])).isEmpty();
    }

    @Test
    void a_version_that_is_none_is_unknown() {
        assertThat(CLibrary.parsed("2.36")).contains(Version.parse("2.36"));
        assertThat(CLibrary.parsed("stable")).isEqualTo(Optional.empty());
        assertThat(CLibrary.parsed("")).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void this_machines_libraries_satisfy_the_natives_that_these_tests_run_on() {
        assertThat(PlatformCheck.problem(
                        Machine.here(), EngineJars.of(getClass().getClassLoader())))
                .isEmpty();
        assertThat(Machine.here().c()).isPresent();
    }
}
