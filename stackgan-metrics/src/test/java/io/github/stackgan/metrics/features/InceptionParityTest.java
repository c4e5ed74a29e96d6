package io.github.stackgan.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.JsonArray;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.datasets.formats.NumberArray;
import io.github.stackgan.metrics.Oracle;
import io.github.stackgan.metrics.features.InceptionV3.Variant;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both variants with weights by formula against the reference implementations' features, oracle/inception.npz. */
class InceptionParityTest {
    private static final double TOLERANCE = 1e-4;

    private final Map<String, NumberArray> expected = Oracle.arrays("inception.npz");

    @TempDir
    private Path folder;

    @Test
    void torchvision() {
        try (InceptionV3 network = byFormula(Variant.TORCHVISION, "inception_torchvision_names.json")) {
            // torchvision's own count, with the auxiliary head.
            assertThat(network.parameters().count()).isEqualTo(27_161_264);
            Path file = folder.resolve("torchvision.safetensors");
            network.parameters().save(file, Map.of());
            assertThatThrownBy(() -> InceptionFeatures.fid(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(
                            "torchvision.safetensors has 12 weights that Inception-v3's variant FID does not")
                    .hasMessageContaining("AuxLogits");
            try (InceptionFeatures read = InceptionFeatures.torchvision(file)) {
                ImageFeatures.Batch batch = read.extract(List.of(image(0, 299), image(1, 299)));
                assertClose("torchvision_pool", batch.features());
                assertClose("torchvision_logits", batch.logits());
                assertThat(read.fingerprint()).isEqualTo(network.parameters().fingerprint());
                assertThat(read.name()).isEqualTo("inception-v3/torchvision");
                assertThat(read.width()).isEqualTo(2048);
                assertThat(read.classCount()).isEqualTo(1000);
            }
        }
    }

    @Test
    void fid() {
        try (InceptionV3 network = byFormula(Variant.FID, "inception_fid_names.json")) {
            for (int side : new int[] {64, 256}) {
                String prefix = "fid_" + side + "px_";
                try (NDManager scratch = network.manager().newSubManager()) {
                    NDArray pixels = InceptionFeatures.pixels(
                            scratch, List.of(image(0, side), image(1, side)), Variant.FID, Resizing.TENSORFLOW_1);
                    InceptionV3.Output output = network.forward(pixels);
                    assertClose(prefix + "64", Matrices.rows(output.first()));
                    assertClose(prefix + "192", Matrices.rows(output.second()));
                    assertClose(prefix + "768", Matrices.rows(output.middle()));
                    assertClose(prefix + "2048", Matrices.rows(output.features()));
                    assertClose(prefix + "logits_unbiased", Matrices.rows(output.unbiasedLogits()));
                    assertClose(prefix + "logits", Matrices.rows(output.logits()));
                }
            }
            Path file = folder.resolve("fid.safetensors");
            network.parameters().save(file, Map.of());
            assertThatThrownBy(() -> InceptionFeatures.torchvision(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("AuxLogits.fc.weight is missing")
                    .hasMessageContaining("the other variant");
        }
    }

    private void assertClose(String name, float[][] found) {
        float[] wanted = Objects.requireNonNull(expected.get(name), name).floats();
        float[] flat = new float[wanted.length];
        int width = found[0].length;
        for (int i = 0; i < found.length; i++) {
            System.arraycopy(found[i], 0, flat, i * width, width);
        }
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < flat.length; i++) {
            difference = Math.max(difference, Math.abs(flat[i] - wanted[i]));
            largest = Math.max(largest, Math.abs(wanted[i]));
        }
        assertThat(difference / largest).as("relative error of %s", name).isLessThan(TOLERANCE);
    }

    /** The formula of the oracle's README. */
    private static BufferedImage image(int i, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    double wave = Math.sin(0.05 * (i + 1) * x + 0.3 * c) * Math.cos(0.03 * (c + 1) * y + 0.7 * i);
                    rgb = rgb << 8 | (int) Math.floor(127.5 + 100 * wave + 0.5);
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    private static InceptionV3 byFormula(Variant variant, String names) {
        InceptionV3 network = InceptionV3.untrained(variant, variant.classes(), 0);
        Map<String, NDArray> arrays = network.parameters().all();
        List<String> listed = new ArrayList<>();
        JsonArray entries = Oracle.json(names).getAsJsonArray();
        for (int k = 0; k < entries.size(); k++) {
            String name = entries.get(k).getAsJsonArray().get(0).getAsString();
            listed.add(name);
            NDArray array = Objects.requireNonNull(arrays.get(name), name);
            assertThat(array.getShape().getShape())
                    .as(name)
                    .isEqualTo(shape(entries.get(k).getAsJsonArray().get(1).getAsJsonArray()));
            try (NDArray values = array.getManager().create(values(k, name, array), array.getShape())) {
                array.set(new NDIndex("..."), values);
            }
        }
        assertThat(arrays.keySet()).containsExactlyInAnyOrderElementsOf(listed);
        network.parameters().changed();
        return network;
    }

    private static long[] shape(JsonArray entry) {
        long[] shape = new long[entry.size()];
        Arrays.setAll(shape, i -> entry.get(i).getAsLong());
        return shape;
    }

    private static float[] values(int k, String name, NDArray array) {
        int size = (int) array.getShape().size();
        long[] shape = array.getShape().getShape();
        double fan = (double) size / shape[0];
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            double u = uniform(i + 1000003 * k);
            double value;
            if (name.endsWith("running_var")) {
                value = 1 + 0.5 * Math.abs(u);
            } else if (name.endsWith("running_mean") || name.endsWith("bias")) {
                value = 0.1 * u;
            } else if (shape.length == 1) {
                value = 1 + 0.1 * u;
            } else {
                value = Math.sqrt(6 / fan) * u;
            }
            values[i] = (float) value;
        }
        return values;
    }

    private static double uniform(int seed) {
        int h = seed;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        return Integer.toUnsignedLong(h) / 4294967296.0 * 2 - 1;
    }
}
