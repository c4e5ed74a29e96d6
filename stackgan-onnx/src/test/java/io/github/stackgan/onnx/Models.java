package io.github.stackgan.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models small enough for tests, and their images before they are rounded. */
final class Models {
    static final int EMBEDDING = 12;

    private Models() {}

    static Stage1 small(Stage1 stage) {
        return stage.withImageSize(16)
                .withGeneratorChannels(4)
                .withNoiseSize(5)
                .withConditioning(small(stage.conditioning()));
    }

    static Stage2 small(Stage2 stage) {
        return stage.withImageSize(32)
                .withGeneratorChannels(4)
                .withResidualBlocks(1)
                .withConditioning(small(stage.conditioning()));
    }

    private static Conditioning small(Conditioning conditioning) {
        return conditioning.withSize(6);
    }

    /** A model whose weights and running statistics are far from those of an untrained one. */
    static StackGan jolted(CharCnnRnn.Variant variant, Path folder, Stage1 stage1, Stage2... above) {
        Path file = folder.resolve("model.safetensors");
        var builder = StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(variant, EMBEDDING, 3))
                .stage1(stage1);
        for (Stage2 stage : above) {
            builder.stage(stage);
        }
        try (StackGan untrained = builder.build()) {
            untrained.save(file);
        }
        SafetensorsFile saved = WeightFiles.readOwn(file);
        Map<String, Weight> weights = new LinkedHashMap<>(saved.weights());
        weights.replaceAll((name, weight) -> name.startsWith("stage") ? jolted(name, weight) : weight);
        WeightFiles.write(file, saved.metadata(), weights);
        return StackGan.load(file);
    }

    private static Weight jolted(String name, Weight weight) {
        float[] values = weight.toFloats();
        float[] noise = RandomStream.of(1, name, 0).normal(values.length);
        boolean variance = name.endsWith("running_var");
        for (int i = 0; i < values.length; i++) {
            values[i] = variance ? 0.5f + Math.abs(noise[i]) : values[i] + 0.2f * noise[i];
        }
        return Weight.ofFloats(values, weight.shape());
    }

    /** Reads no text at all, and cannot be saved. */
    static TextEncoder otherEncoder() {
        return new TextEncoder() {
            @Override
            public int embeddingSize() {
                return EMBEDDING;
            }

            @Override
            public float[][] encode(List<String> texts) {
                return new float[texts.size()][EMBEDDING];
            }

            @Override
            public String fingerprint() {
                return "other";
            }
        };
    }

    /** The noise of images of these seeds, by the inputs' names. */
    static Map<String, float[][]> noise(StackGanSettings settings, int images) {
        Map<String, float[][]> noise = new LinkedHashMap<>();
        noise.put("z", rows("z", images, settings.stage1().noiseSize()));
        for (int i = 0; i < settings.stages().size(); i++) {
            if (GeneratorGraph.drawsNoise(settings.stages().get(i))) {
                String name = "eps" + (i + 1);
                noise.put(
                        name,
                        rows(
                                name,
                                images,
                                settings.stages().get(i).conditioning().size()));
            }
        }
        return noise;
    }

    static float[][] rows(String name, int rows, int width) {
        float[][] numbers = new float[rows][];
        for (int i = 0; i < rows; i++) {
            numbers[i] = RandomStream.of(i, name, 0).normal(width);
        }
        return numbers;
    }

    /** What this library generates, every stage's images (N, 3, S, S). */
    static List<float[]> images(StackGan gan, Path folder, float[][] embeddings, Map<String, float[][]> noise) {
        Path file = folder.resolve("saved.safetensors");
        gan.save(file);
        Map<String, Weight> weights =
                new LinkedHashMap<>(WeightFiles.readOwn(file).weights());
        weights.keySet().removeIf(name -> !name.contains(".generator."));
        List<float[]> images = new ArrayList<>();
        try (Networks networks = Networks.read("test", gan.settings(), weights, Optional.empty());
                NDManager scratch = networks.manager().newSubManager()) {
            List<NDArray> eps = new ArrayList<>();
            for (int i = 0; i < gan.settings().stages().size(); i++) {
                int size = gan.settings().stages().get(i).conditioning().size();
                float[][] drawn = noise.get("eps" + (i + 1));
                eps.add(Matrices.of(scratch, drawn == null ? new float[embeddings.length][size] : drawn));
            }
            networks.generators()
                    .forward(
                            Matrices.of(scratch, embeddings),
                            new StackNoise(Matrices.of(scratch, noise.get("z")), eps),
                            Mode.EVALUATION,
                            Mode.EVALUATION)
                    .forEach(output -> images.add(output.image().toFloatArray()));
        }
        return images;
    }
}
