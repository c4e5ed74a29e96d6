package io.github.stackgan.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.datasets.cache.PreparedImages;
import io.github.stackgan.settings.CheckpointPolicy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were cut short, or some of whose bits were turned over, are refused by name, or mean what they meant.
 * -Pfaults damages 2,000 of each kind.
 */
class DamagedFilesTest {
    private static final int DAMAGES = Integer.getInteger("stackgan.damages", 10);

    private static final CaptionedImages BIRDS = Victim.birds(6);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void whole_files() throws Exception {
        Victim.run(Victim.Work.TRAIN, folder);
    }

    /** What a file means, as something that can be compared. */
    private interface Reader {
        Object read(Path file) throws IOException;
    }

    /** Damages the file itself, so that its name stays, and mends it in the end. */
    private static void attack(String kind, Path file, Reader reader) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Object meaning = reader.read(file);
        assertThat(reader.read(file)).isEqualTo(meaning);
        Random random = new Random(kind.hashCode());
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            Files.write(file, i % 2 == 0 ? cut(whole, random) : flipped(whole, random));
            try {
                assertThat(reader.read(file)).as("damage %s", i).isEqualTo(meaning);
            } catch (StackGanException e) {
                assertThat(e.getMessage())
                        .contains(String.valueOf(file.getFileName()))
                        .hasSizeLessThan(1500);
                refused++;
            }
        }
        Files.write(file, whole);
        Figures.tell("damages", kind + ": " + DAMAGES + " damaged, " + refused + " refused, the others as whole ones");
        assertThat(refused).isPositive();
    }

    private static byte[] cut(byte[] whole, Random random) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    private static byte[] flipped(byte[] whole, Random random) {
        byte[] result = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            result[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    @Test
    void models() throws IOException {
        attack("model", folder.resolve("model.safetensors"), file -> {
            try (StackGan gan = StackGan.load(file)) {
                return gan.fingerprint() + gan.settings() + gan.provenance();
            }
        });
    }

    @Test
    void checkpoints_as_a_run_finds_them() throws IOException {
        Path newest = folder.resolve("checkpoints/checkpoint-stage02-000000010.safetensors");
        Checkpoints checkpoints = new Checkpoints(CheckpointPolicy.in(newest.getParent()));
        attack("checkpoint", newest, file -> {
            List<String> warnings = new ArrayList<>();
            Checkpoints.Found found = checkpoints.latest(warnings::add).orElseThrow();
            if (!warnings.isEmpty()) {
                assertThat(found.path()).isNotEqualTo(file);
                throw new StackGanException(warnings.get(0));
            }
            Map<String, Object> weights = new TreeMap<>(found.content().metadata());
            found.content().weights().forEach((name, weight) -> weights.put(name, Arrays.hashCode(weight.toFloats())));
            return weights;
        });
    }

    @Test
    void text_encoders() throws IOException {
        Path file = folder.resolve("encoder.safetensors");
        CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1).save(file);
        attack("text encoder", file, path -> {
            try (CharCnnRnn encoder = CharCnnRnn.load(path)) {
                return Arrays.deepToString(encoder.encode(List.of("a red bird"))) + encoder.fingerprint();
            }
        });
    }

    @Test
    void caches_of_embeddings() throws IOException {
        try (CharCnnRnn encoder = CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, 8, 1)) {
            Path file = folder.resolve("captions.safetensors");
            EmbeddingCache.open(file, BIRDS, encoder, ProgressListener.none());
            List<String> captions = BIRDS.captions(0);
            attack("cache of embeddings", file, path -> {
                EmbeddingCache cache = EmbeddingCache.open(path, BIRDS, encoder, ProgressListener.none());
                return cache.knows(BIRDS) + Arrays.deepToString(cache.encode(captions));
            });
        }
    }

    @Test
    void prepared_images() throws IOException {
        Path prepared = folder.resolve("prepared");
        Reader reader = file -> {
            PreparedImages images = PreparedImages.in(prepared, BIRDS, ProgressListener.none(), 48);
            List<Integer> pixels = new ArrayList<>();
            for (int i = 0; i < BIRDS.size(); i++) {
                BufferedImage image = images.image(i, 48);
                pixels.add(Arrays.hashCode(image.getRGB(0, 0, 48, 48, null, 0, 48)));
            }
            return pixels;
        };
        reader.read(prepared);
        attack("prepared images", prepared.resolve("48.pictures"), reader);
    }
}
