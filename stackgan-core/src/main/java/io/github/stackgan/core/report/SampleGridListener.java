package io.github.stackgan.core.report;

import io.github.stackgan.TrainingListener;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes every set of samples as one PNG: a real image, then each stage's, with the caption under them.
 *
 * @since 0.1.0
 */
public final class SampleGridListener implements TrainingListener {
    private static final int CELL = 192;

    private final Path directory;

    private SampleGridListener(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes to a directory: {@code stage1-000000500.png} and so on, and the newest again as {@code latest.png}.
     *
     * @param directory made if absent
     * @return the listener
     */
    public static SampleGridListener in(Path directory) {
        return new SampleGridListener(directory);
    }

    @Override
    public void onSamples(int stage, long iteration, List<Sample> samples) {
        BufferedImage grid = grid(samples).draw(CELL);
        ImageGrid.writePng(grid, directory.resolve(String.format(Locale.ROOT, "stage%d-%09d.png", stage, iteration)));
        ImageGrid.writePng(grid, directory.resolve("latest.png"));
    }

    static ImageGrid grid(List<Sample> samples) {
        List<String> headers = new ArrayList<>(List.of("real"));
        for (int i = 1; i <= samples.get(0).stages().size(); i++) {
            headers.add(ImageGrid.stage(i));
        }
        List<ImageGrid.Row> rows = new ArrayList<>();
        for (Sample sample : samples) {
            List<BufferedImage> images = new ArrayList<>(List.of(sample.real()));
            images.addAll(sample.stages());
            rows.add(new ImageGrid.Row(sample.caption(), images));
        }
        return ImageGrid.of(headers, rows);
    }
}
