package io.github.stackgan.spark;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.checks.Require;
import io.github.stackgan.datasets.cache.PreparedImages;
import io.github.stackgan.datasets.cache.Shard;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Experimental: a dataset in parts of one size, image i in part i mod their number; up to count - 1 images at the end
 * are in none.
 *
 * @since 0.1.0
 */
public final class ImageShards implements Serializable {
    private static final long serialVersionUID = 1;

    private final PerExecutor<? extends CaptionedImages> images;
    private final int count;

    /** Of prepared images; none without sizes. */
    private final String folder;

    private final int[] sides;

    private ImageShards(PerExecutor<? extends CaptionedImages> images, int count, String folder, int... sides) {
        this.images = images;
        this.count = count;
        this.folder = folder;
        this.sides = sides;
    }

    /**
     * Parts whose images are read from the dataset each time.
     *
     * @param images how executors open the whole dataset
     * @param count how many parts, at least 1
     * @return the parts; nothing is opened yet
     */
    public static ImageShards of(PerExecutor<? extends CaptionedImages> images, int count) {
        Require.positive("count", count);
        return new ImageShards(images, count, "");
    }

    /**
     * The same with images that are decoded, cut and resized once, each part's in a folder of its own, such as {@code
     * FOLDER/0-of-4}. Who opens a part that is not there yet prepares it; {@link #prepare} does so beforehand.
     *
     * @param where a folder that all machines see
     * @param sizes in pixels, at least one; {@link io.github.stackgan.settings.TrainingPlan.Crop#sideBefore} tells
     *     which training asks for
     * @return the parts
     * @throws IllegalArgumentException if there is no size
     */
    public ImageShards preparedIn(Path where, int... sizes) {
        Require.positive("number of sizes", sizes.length);
        return new ImageShards(images, count, where.toAbsolutePath().toString(), sizes.clone());
    }

    /**
     * Prepares all parts that are not there yet, each in a task of its own. Files are written aside and moved, so a
     * task that is tried again finds whole files or none.
     *
     * @param session the application
     */
    public void prepare(SparkSession session) {
        OpenResources.closeWith(session.sparkContext());
        List<Integer> ranks = IntStream.range(0, count).boxed().toList();
        JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(ranks, count)
                .foreach(this::open);
    }

    /**
     * How many parts.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /** The whole dataset; on an executor. */
    CaptionedImages all() {
        return images.get();
    }

    /** A part; all of it, by its own name, if there is one only. On an executor. */
    CaptionedImages open(int rank) {
        CaptionedImages part = count == 1 ? all() : Shard.of(all(), rank, count);
        return sides.length == 0
                ? part
                : PreparedImages.in(Path.of(folder, rank + "-of-" + count), part, ProgressListener.none(), sides);
    }
}
