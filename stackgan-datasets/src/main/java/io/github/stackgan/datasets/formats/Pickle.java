package io.github.stackgan.datasets.formats;

import io.github.stackgan.DatasetException;
import io.github.stackgan.formats.PickleMachine;
import java.nio.file.Path;

/**
 * Reads Python's pickles, protocols 0 to 5, of Python 2 and 3: lists, tuples, dicts, numbers, text, bytes, and NumPy's
 * arrays of numbers. A pickle is a program; this reader runs none: whatever asks for anything else is refused by its
 * name.
 *
 * @since 0.1.0
 */
public final class Pickle {
    private Pickle() {}

    /**
     * Reads a file.
     *
     * @param file a pickle of up to 2 GiB
     * @return what it holds; large arrays stay in the file and are read when asked for
     * @throws DatasetException naming the file, if it is missing, damaged, or holds more than data
     */
    public static Value read(Path file) {
        return DataFile.read(
                file,
                "a Python pickle",
                bytes -> PickledValues.of(new PickleMachine(bytes, bytes.remaining(), NumPyObjects.GLOBALS).read()));
    }
}
