package io.github.stackgan.metrics.evaluation;

import io.github.stackgan.StackGanException;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of images so far, in files beside each other: features, logits and what classifiers say. */
final class FeatureStore implements AutoCloseable {
    private final RowFile features;
    private final Optional<RowFile> logits;
    private final Optional<RowFile> verdicts;

    private FeatureStore(RowFile features, Optional<RowFile> logits, Optional<RowFile> verdicts) {
        this.features = features;
        this.logits = logits;
        this.verdicts = verdicts;
    }

    static FeatureStore open(Path folder, String name, int width, int classes, int verdicts) {
        List<RowFile> opened = new ArrayList<>();
        try {
            FeatureStore store = new FeatureStore(
                    open(folder.resolve(name + "-features.f32"), width, opened),
                    optional(folder.resolve(name + "-logits.f32"), classes, opened),
                    optional(folder.resolve(name + "-judgements.f32"), verdicts, opened));
            store.forgetHalves();
            return store;
        } catch (RuntimeException e) {
            opened.forEach(RowFile::close);
            throw e;
        }
    }

    private static RowFile open(Path path, int width, List<RowFile> opened) {
        RowFile file = RowFile.open(path, width);
        opened.add(file);
        return file;
    }

    private static Optional<RowFile> optional(Path path, int width, List<RowFile> opened) {
        return width == 0 ? Optional.empty() : Optional.of(open(path, width, opened));
    }

    /**
     * Refuses features that no matrix holds, before hours are spent on them.
     *
     * @throws IllegalArgumentException if so many rows are too long
     */
    static void requireHeld(ImageFeatures network, int rows) {
        int width = network.width();
        if ((long) rows * width * Float.BYTES > Integer.MAX_VALUE || (long) width * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(rows + " images with " + width + " features each, by " + network.name()
                    + ", are more than the 2 GB that can be mapped, or their covariance is; take fewer images or a"
                    + " smaller network");
        }
    }

    /** After a stop between two files, the image is read again. */
    private void forgetHalves() {
        int rows = Math.min(
                features.rows(),
                Math.min(
                        logits.map(RowFile::rows).orElse(Integer.MAX_VALUE),
                        verdicts.map(RowFile::rows).orElse(Integer.MAX_VALUE)));
        features.truncate(rows);
        logits.ifPresent(file -> file.truncate(rows));
        verdicts.ifPresent(file -> file.truncate(rows));
    }

    int rows() {
        return features.rows();
    }

    /**
     * Keeps a batch.
     *
     * @throws StackGanException if the thread was interrupted, before which all batches were kept
     */
    void add(ImageFeatures.Batch batch, float[][] classified) {
        // An interrupted thread's writes would close the files.
        if (Thread.currentThread().isInterrupted()) {
            throw new StackGanException("The evaluation was interrupted after " + rows()
                    + " images; with a folder to keep them in, the same evaluation goes on from there");
        }
        verdicts.ifPresent(file -> file.append(classified));
        logits.ifPresent(file -> file.append(batch.logits()));
        features.append(batch.features());
    }

    FeatureMatrix features() {
        return features.matrix();
    }

    Optional<FeatureMatrix> logits() {
        return logits.map(RowFile::matrix);
    }

    Optional<FeatureMatrix> verdicts() {
        return verdicts.map(RowFile::matrix);
    }

    @Override
    public void close() {
        features.close();
        logits.ifPresent(RowFile::close);
        verdicts.ifPresent(RowFile::close);
    }
}
