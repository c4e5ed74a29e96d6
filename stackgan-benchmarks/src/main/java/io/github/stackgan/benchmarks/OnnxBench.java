package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.math.Quantiles;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.engine.NativeMemory;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.core.export.ModelNumbers;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.gan.StackNoise;
import io.github.stackgan.core.nn.Matrices;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.UnknownCharacters;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.onnx.OnnxFiles;
import io.github.stackgan.settings.Stage;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Texts to images of 256x256 by this library and by ONNX Runtime, from the same weights, texts and noise, in turn in one
 * process: {@code OnnxBench [REPETITIONS]}. The model birds, and one of the recipe's width; in 32 bits, on as many threads
 * as the environment's OMP_NUM_THREADS says, else as there are cores. The ratio is of medians; beside other programs the
 * fastest times say more.
 */
public final class OnnxBench implements AutoCloseable {
    private static final int WARM_UP = 3;

    /** Threads of the one that has just run wait for more work for a moment, and would take time from the other. */
    private static final long PAUSE_MILLISECONDS = 200;

    private static final int THREADS = Integer.parseInt(System.getenv()
            .getOrDefault(
                    "OMP_NUM_THREADS", String.valueOf(Runtime.getRuntime().availableProcessors())));

    private final StackGan gan;
    private final Networks networks;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession encoder;
    private final OrtSession generators;

    private OnnxBench(StackGan gan) throws IOException, OrtException {
        this.gan = gan;
        Map<String, Weight> weights = new LinkedHashMap<>();
        ModelNumbers.of(gan).arrays().forEach((name, array) -> {
            if (name.contains(".generator.")) {
                weights.put(name, Weight.of(array));
            }
        });
        networks = Networks.read("the model", gan.settings(), weights, Optional.empty());
        Path folder = Files.createTempDirectory("onnx");
        List<Path> files = OnnxFiles.write(gan, folder);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(THREADS);
        generators = environment.createSession(files.get(0).toString(), options);
        encoder = environment.createSession(files.get(1).toString(), options);
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /**
     * Measures.
     *
     * @param args how many times (default 15)
     * @throws IOException if the ONNX files cannot be written
     * @throws OrtException if ONNX Runtime refuses them
     */
    public static void main(String[] args) throws IOException, OrtException {
        PyTorchEngine.stayOffline();
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        System.out.printf(Locale.ROOT, "%s; %d threads%n%n", BenchPage.processor(), THREADS);
        System.out.println("| model | images | ONNX Runtime, ms | ours, ms | ratio | fastest | fastest | ratio |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        try (OnnxBench birds = new OnnxBench(StackGan.pretrained("birds"))) {
            birds.measure("birds", repetitions);
        }
        try (OnnxBench recipe = new OnnxBench(StackGan.builder()
                .textEncoder(CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_ICML, Recipe.EMBEDDING, 1))
                .stage1(Recipe.settings().stage1())
                .stage2(Recipe.settings().refinements().get(0))
                .build())) {
            recipe.measure("gf " + Recipe.GF, repetitions);
        }
    }

    private void measure(String name, int repetitions) throws OrtException {
        for (int images : new int[] {1, 16}) {
            Input input = new Input(images);
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int i = -WARM_UP; i < repetitions; i++) {
                double own = time(() -> byUs(input));
                double other = time(() -> byOnnxRuntime(input));
                if (i >= 0) {
                    ours.add(own);
                    theirs.add(other);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %s | %s |%n",
                    name,
                    images,
                    beside(Quantiles.median().compute(theirs), Quantiles.median().compute(ours)),
                    beside(Collections.min(theirs), Collections.min(ours)));
        }
    }

    private static String beside(double theirs, double ours) {
        return String.format(Locale.ROOT, "%.1f | %.1f | %.2f", theirs, ours, theirs / ours);
    }

    private interface Task {
        void run() throws OrtException;
    }

    private static double time(Task task) throws OrtException {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e6;
    }

    /** Texts and their noise. */
    private final class Input {
        private final List<String> texts;
        private final Map<String, float[][]> noise = new LinkedHashMap<>();

        Input(int images) {
            texts = IntStream.range(0, images)
                    .mapToObj(i -> "a small bird with " + i + " red feathers on its wings and a white belly")
                    .toList();
            noise.put("z", rows("z", gan.settings().stage1().noiseSize()));
            for (int i = 0; i < gan.settings().stages().size(); i++) {
                Stage stage = gan.settings().stages().get(i);
                String name = "eps" + (i + 1);
                noise.put(name, rows(name, stage.conditioning().size()));
            }
        }

        private float[][] rows(String name, int width) {
            return IntStream.range(0, texts.size())
                    .mapToObj(i -> RandomStream.of(i, name, 0).normal(width))
                    .toArray(float[][]::new);
        }
    }

    private void byUs(Input input) {
        if (input.texts.size() == 1) {
            generate(input);
        } else {
            NativeMemory.keepingLargeBlocks("bench", () -> generate(input));
        }
    }

    private float[] generate(Input input) {
        float[][] embeddings = gan.textEncoder().encode(input.texts);
        try (NDManager scratch = networks.manager().newSubManager()) {
            List<NDArray> noise = input.noise.values().stream()
                    .map(rows -> Matrices.of(scratch, rows))
                    .toList();
            return networks.generators()
                    .forward(
                            Matrices.of(scratch, embeddings),
                            new StackNoise(noise.get(0), noise.subList(1, noise.size())),
                            Mode.EVALUATION,
                            Mode.EVALUATION)
                    .get(1)
                    .image()
                    .toFloatArray();
        }
    }

    private float[] byOnnxRuntime(Input input) throws OrtException {
        IntBuffer rows = IntBuffer.allocate(input.texts.size() * Alphabet.LENGTH);
        input.texts.forEach(text -> rows.put(Alphabet.rows(text, UnknownCharacters.SPACE)));
        long[] shape = {input.texts.size(), Alphabet.LENGTH};
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OnnxTensor characters = OnnxTensor.createTensor(environment, rows.flip(), shape);
                OrtSession.Result read = encoder.run(Map.of("characters", characters))) {
            for (Map.Entry<String, float[][]> noise : input.noise.entrySet()) {
                inputs.put(noise.getKey(), OnnxTensor.createTensor(environment, noise.getValue()));
            }
            Map<String, OnnxTensor> all = new LinkedHashMap<>(inputs);
            all.put("embedding", (OnnxTensor) read.get(0));
            try (OrtSession.Result results = generators.run(all)) {
                OnnxTensor images = (OnnxTensor) results.get("stage2").orElseThrow();
                return images.getFloatBuffer().array();
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        encoder.close();
        generators.close();
        networks.close();
        gan.close();
    }
}
