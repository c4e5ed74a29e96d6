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
 * A dataset in parts, image i in part i mod their number, each with its images decoded, cut and resized once, in a
 * folder of its own: {@code FOLDER/0-of-4/76.pictures} and so on. Up to count - 1 images at the end are in no part.
 *
 * @since 0.1.0
 */
public final class ImageShards implements Serializable {
    private static final long serialVersionUID = 1;

    private final String folder;
    private final int count;
    private final int[] sides;

    private ImageShards(String folder, int count, int[] sides) {
        this.folder = folder;
        this.count = count;
        this.sides = sides;
    }

    /**
     * Parts in a folder.
     *
     * @param folder one that all machines see
     * @param count how many parts, at least 1
     * @param sides the images' sizes in pixels; {@link CaptionedImages#sideBeforeCrop} tells which training asks for
     * @return the parts; nothing is read or written yet
     */
    public static ImageShards in(Path folder, int count, int... sides) {
        Require.positive("count", count);
        return new ImageShards(folder.toAbsolutePath().toString(), count, sides.clone());
    }

    /**
     * How many parts.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * Prepares those parts that are not there yet, each in a task of its own. Files are written aside and moved, so a
     * task that fails and is tried again leaves whole files alone.
     *
     * @param session the application
     * @param images the whole dataset
     */
    public void prepare(SparkSession session, PerExecutor<? extends CaptionedImages> images) {
        OpenResources.closeWith(session.sparkContext());
        List<Integer> ranks = IntStream.range(0, count).boxed().toList();
        JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(ranks, count)
                .foreach(rank -> open(images.get(), rank));
    }

    /**
     * Opens a part; images that are not prepared yet are now.
     *
     * @param images the whole dataset
     * @param rank which part, in [0, count)
     * @return the part
     * @throws io.github.stackgan.DatasetException if an image cannot be read, or the folder is of another dataset
     * @throws IllegalArgumentException if there is no such part, or fewer images than parts
     */
    public CaptionedImages open(CaptionedImages images, int rank) {
        Path own = Path.of(folder, rank + "-of-" + count);
        return PreparedImages.in(own, part(images, rank, count), ProgressListener.none(), sides);
    }

    /** All of it, by its own name, if there is one part. */
    static CaptionedImages part(CaptionedImages images, int rank, int count) {
        return count == 1 ? images : Shard.of(images, rank, count);
    }
}
