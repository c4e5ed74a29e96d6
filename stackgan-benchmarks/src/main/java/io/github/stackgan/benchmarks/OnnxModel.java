package io.github.stackgan.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.UnknownCharacters;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A model by ONNX Runtime, from the files that {@code export --onnx} writes. */
final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession encoder;
    private final OrtSession generators;

    /** Opens the files of a folder, to run on as many threads as {@link Clock} says. */
    OnnxModel(Path folder) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(Clock.THREADS);
        generators = environment.createSession(folder.resolve("generators.onnx").toString(), options);
        encoder = environment.createSession(folder.resolve("text-encoder.onnx").toString(), options);
    }

    /** A row of noise for each text, of each input of the generators that takes some; the widths are in its file. */
    static Map<String, float[][]> noise(int texts, Map<String, Integer> widths) {
        Map<String, float[][]> noise = new LinkedHashMap<>();
        widths.forEach((name, width) -> noise.put(
                name,
                IntStream.range(0, texts)
                        .mapToObj(i -> RandomStream.of(i, name, 0).normal(width))
                        .toArray(float[][]::new)));
        return noise;
    }

    /** The images of the second stage, (N, 3, 256, 256). */
    FloatBuffer generate(List<String> texts, Map<String, float[][]> noise) {
        IntBuffer rows = IntBuffer.allocate(texts.size() * Alphabet.LENGTH);
        texts.forEach(text -> rows.put(Alphabet.rows(text, UnknownCharacters.SPACE)));
        long[] shape = {texts.size(), Alphabet.LENGTH};
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OnnxTensor characters = OnnxTensor.createTensor(environment, rows.flip(), shape);
                OrtSession.Result read = encoder.run(Map.of("characters", characters))) {
            for (Map.Entry<String, float[][]> each : noise.entrySet()) {
                inputs.put(each.getKey(), OnnxTensor.createTensor(environment, each.getValue()));
            }
            Map<String, OnnxTensor> all = new LinkedHashMap<>(inputs);
            all.put("embedding", (OnnxTensor) read.get(0));
            try (OrtSession.Result results = generators.run(all)) {
                return ((OnnxTensor) results.get("stage2").orElseThrow()).getFloatBuffer();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        encoder.close();
        generators.close();
    }
}
