package io.github.stackgan.datasets.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reader of this package under the same attack. */
class FormatsFuzzTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "formats/all-0.pickle",
                "formats/all-2.pickle",
                "formats/all-5.pickle",
                "mini/birds/train/class_info.pickle",
                "formats/shared-64.t7",
                "formats/shared-32.t7",
                "mini/birds/example_captions.t7",
                "mini/flowers/imagelabels.mat",
                "formats/matrix.mat",
                "formats/arrays.npz",
                "formats/plain.npz"
            })
    void mutated_and_truncated_files_are_read_or_refused_and_nothing_else(String name) throws IOException {
        Path mutated = folder.resolve("mutated" + name.substring(name.lastIndexOf('.')));
        Attack.on(Files.readAllBytes(Samples.path(name)), mutated, reader(name));
    }

    /** Reads everything that a file holds, arrays too. */
    private static Consumer<Path> reader(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "pickle" -> path -> touch(Pickle.read(path), 6);
            case "t7" -> path -> touch(Torch7.read(path), 6);
            case "mat" -> path -> MatFile.read(path).values().forEach(NumberArray::floats);
            case "npz" -> path -> Npz.read(path).values().forEach(NumberArray::floats);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void touch(Value value, int depth) {
        if (depth == 0) {
            return;
        }
        if (value instanceof NumberArray array) {
            array.floats();
        } else if (value instanceof Items list) {
            list.items().forEach(item -> touch(item, depth - 1));
        } else if (value instanceof Table table) {
            table.entries().forEach((key, item) -> touch(item, depth - 1));
        } else {
            value.kind();
        }
    }
}
