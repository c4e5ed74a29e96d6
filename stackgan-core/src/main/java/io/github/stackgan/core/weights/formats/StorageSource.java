package io.github.stackgan.core.weights.formats;

import io.github.stackgan.core.weights.formats.StateDictGlobals.Storage;
import io.github.stackgan.formats.MalformedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of either of PyTorch's formats. */
interface StorageSource extends Closeable {
    /** What was pickled, with storages only named. */
    Object top();

    /** The bytes of a storage, as many as it claims to have. */
    ByteBuffer read(Storage storage) throws IOException, MalformedFileException;
}
