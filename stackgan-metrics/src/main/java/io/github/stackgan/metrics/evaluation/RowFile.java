package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.StackGanException;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows of single-precision numbers in a file that only grows, so that work on it can go on after it was stopped. Their
 * checksums are in a file beside it, and are verified when it is opened.
 */
final class RowFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final RowSums sums;
    private final int width;

    private RowFile(Path path, FileChannel channel, RowSums sums, int width) {
        this.path = path;
        this.channel = channel;
        this.sums = sums;
        this.width = width;
    }

    /**
     * Opens a file, or makes it.
     *
     * @throws StackGanException if it cannot be used, or rows do not match their checksums
     */
    static RowFile open(Path path, int width) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                return new RowFile(path, channel, RowSums.open(path, channel, (long) width * Float.BYTES), width);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static StackGanException failed(Path path, IOException e) {
        return new StackGanException("The features' file " + path + " cannot be used: " + e, e);
    }

    /** Whole rows that are there, with their checksums; a last one that was cut off does not count. */
    int rows() {
        return sums.rows();
    }

    /** Forgets the rows from a place on. */
    void truncate(int rows) {
        try {
            sums.truncate(rows);
            channel.truncate((long) rows * width * Float.BYTES);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    void append(float[][] rows) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(rows.length * width, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        long index = rows();
        for (float[] row : rows) {
            FeatureChecks.check(row, width, index++);
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        bytes.flip();
        try {
            // What a stop left behind the last checksum is written over.
            channel.position((long) rows() * width * Float.BYTES);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            sums.add(Math.addExact(rows(), rows.length));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** All rows, without reading them into Java's memory. */
    FeatureMatrix matrix() {
        try {
            long size = (long) rows() * width * Float.BYTES;
            if (size > Integer.MAX_VALUE) {
                throw new StackGanException(path + " has " + size + " bytes, but at most 2 GB can be mapped; take fewer"
                        + " images or a smaller network");
            }
            return FeatureMatrix.of(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer(),
                    width);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }
}
