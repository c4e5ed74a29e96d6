package io.github.stackgan.onnx;

import com.google.common.hash.Hashing;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.FileFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * What the page takes of the npm package onnxruntime-web (MIT licence).
 *
 * @param script an ECMAScript module
 * @param wasm what it runs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BrowserRuntime(byte[] script, byte[] wasm) {
    private static final String VERSION = "1.30.0";
    private static final String SHA_512 = "ab4cbe26baedba45d2cec05610c71c55fa97db92d19a8b171c5f8269126683ca"
            + "590a5cdc57bb2f35ce2b298de32f4d956fb42644c0ecd528a0a91e025c07ca61";
    private static final String ADVICE = "; give the file that \"npm pack onnxruntime-web@" + VERSION + "\" writes";
    private static final int BLOCK = 512;

    /** Reads the package's archive. It is known by its hash, so its entries are trusted. */
    static BrowserRuntime read(Path archive) {
        try {
            byte[] packed = Files.readAllBytes(archive);
            String hash = Hashing.sha512().hashBytes(packed).toString();
            if (!hash.equals(SHA_512)) {
                throw new ModelFormatException(archive + " is not onnxruntime-web " + VERSION + ": its SHA-512 is "
                        + hash + ", but must be " + SHA_512 + ADVICE);
            }
            return new BrowserRuntime(
                    entry(packed, "package/dist/ort.wasm.bundle.min.mjs"),
                    entry(packed, "package/dist/ort-wasm-simd-threaded.wasm"));
        } catch (IOException e) {
            throw new ModelFormatException(archive + " cannot be read: " + FileFault.reason(e) + ADVICE, e);
        }
    }

    /** A tar archive is a block for each entry's name and size, and its content in whole blocks. */
    private static byte[] entry(byte[] packed, String name) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            while (true) {
                byte[] header = in.readNBytes(BLOCK);
                if (header.length < BLOCK || header[0] == 0) {
                    throw new IOException("it has no " + name);
                }
                int size = Integer.parseInt(text(header, 124, 12), 8);
                if (text(header, 0, 100).equals(name)) {
                    return in.readNBytes(size);
                }
                in.skipNBytes((size + BLOCK - 1L) / BLOCK * BLOCK);
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, StandardCharsets.UTF_8);
        int end = field.indexOf('\0');
        return (end < 0 ? field : field.substring(0, end)).strip();
    }
}
