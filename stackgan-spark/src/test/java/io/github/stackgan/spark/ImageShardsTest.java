package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.cache.PreparedImages;
import io.github.stackgan.datasets.cache.Shard;
import io.github.stackgan.datasets.shapes.SyntheticShapes;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageShardsTest {
    private static final int SIDE = 19;

    @TempDir
    private Path folder;

    private static CaptionedImages images() {
        return SyntheticShapes.of(1, 11);
    }

    @Test
    void every_part_is_prepared_once_in_a_folder_of_its_own() throws Exception {
        ImageShards shards =
                ImageShards.of(PerExecutor.of(ImageShardsTest::images), 3).preparedIn(folder, SIDE);
        SparkSession session = TestSpark.local();
        try {
            shards.prepare(session);
            List<Path> files = List.of(0, 1, 2).stream().map(this::file).toList();
            assertThat(files).allSatisfy(file -> assertThat(file).exists());
            Files.setLastModifiedTime(files.get(0), java.nio.file.attribute.FileTime.fromMillis(0));
            shards.prepare(session);
            assertThat(Files.getLastModifiedTime(files.get(0)).toMillis()).isZero();
        } finally {
            session.stop();
        }
        for (int rank = 0; rank < 3; rank++) {
            CaptionedImages part = Shard.of(images(), rank, 3);
            CaptionedImages prepared = PreparedImages.in(
                    file(rank).getParent(),
                    part,
                    progress -> {
                        throw new DatasetException("prepared again");
                    },
                    SIDE);
            for (int i = 0; i < 3; i++) {
                assertThat(pixels(prepared.image(i, SIDE))).isEqualTo(pixels(part.image(i, SIDE)));
            }
        }
    }

    private Path file(int rank) {
        return folder.resolve(rank + "-of-3").resolve(SIDE + ".pictures");
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
    }
}
