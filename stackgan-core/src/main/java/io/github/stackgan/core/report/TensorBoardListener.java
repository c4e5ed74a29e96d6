package io.github.stackgan.core.report;

import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.imaging.Png;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes losses, learning rates and sample grids as event files, for {@code tensorboard --logdir}. A resumed run starts
 * another file in the same directory, which TensorBoard joins.
 *
 * @since 0.1.0
 */
public final class TensorBoardListener implements TrainingListener {
    private static final int FLUSH_EVERY = 50;
    private static final int CELL = 128;
    private static final int RGB = 3;

    private final Path directory;
    private Optional<OutputStream> out = Optional.empty();
    private int unflushed;

    private TensorBoardListener(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes to a directory.
     *
     * @param directory made if absent
     * @return the listener
     */
    public static TensorBoardListener in(Path directory) {
        return new TensorBoardListener(directory);
    }

    @Override
    public void onStageStart(StageStart start) {
        if (out.isPresent()) {
            return;
        }
        try {
            Folders.make(directory);
            long now = System.currentTimeMillis();
            String name =
                    String.format(Locale.ROOT, "events.out.tfevents.%010d.%d.stackgan", now / 1000, System.nanoTime());
            out = Optional.of(new BufferedOutputStream(Files.newOutputStream(directory.resolve(name))));
            write(event(0).text(3, "brain.Event:2"));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void onIteration(Iteration iteration) {
        String stage = "stage" + iteration.stage();
        ProtoWriter summary = new ProtoWriter();
        iteration.losses().values().forEach((name, value) -> scalar(summary, stage + "/loss/" + name, value));
        scalar(summary, stage + "/learning_rate", (float) iteration.learningRate());
        scalar(summary, stage + "/seconds", iteration.time().toNanos() / 1e9f);
        write(event(iteration.iteration()).message(5, summary));
        if (++unflushed >= FLUSH_EVERY) {
            flush();
        }
    }

    @Override
    public void onSamples(int stage, long iteration, List<Sample> samples) {
        BufferedImage grid = SampleGridListener.grid(samples).draw(CELL);
        ProtoWriter image = new ProtoWriter()
                .number(1, grid.getHeight())
                .number(2, grid.getWidth())
                .number(3, RGB)
                .bytes(4, Png.of(grid));
        ProtoWriter value =
                new ProtoWriter().text(1, "stage" + stage + "/samples").message(4, image);
        write(event(iteration).message(5, new ProtoWriter().message(1, value)));
        flush();
    }

    private static void scalar(ProtoWriter summary, String tag, float value) {
        summary.message(1, new ProtoWriter().text(1, tag).real(2, value));
    }

    private static ProtoWriter event(long step) {
        return new ProtoWriter().real(1, System.currentTimeMillis() / 1000.0).number(2, step);
    }

    /** A record: length, its checksum, the event, its checksum. */
    private void write(ProtoWriter event) {
        byte[] data = event.toBytes();
        byte[] length = little(8).putLong(data.length).array();
        try {
            OutputStream stream = out.orElseThrow();
            stream.write(length);
            stream.write(little(4).putInt(maskedChecksum(length)).array());
            stream.write(data);
            stream.write(little(4).putInt(maskedChecksum(data)).array());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The TFRecord format stores checksums rotated by 15 bits, plus a constant. */
    private static int maskedChecksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    private void flush() {
        try {
            out.orElseThrow().flush();
            unflushed = 0;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void onEnd() {
        try {
            if (out.isPresent()) {
                out.get().close();
            }
            out = Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private TrainingException failed(IOException cause) {
        return new TrainingException("TensorBoard events cannot be written to " + directory + ": " + cause, cause);
    }
}
