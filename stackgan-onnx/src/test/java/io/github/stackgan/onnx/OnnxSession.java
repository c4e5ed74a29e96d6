package io.github.stackgan.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.UnknownCharacters;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file in ONNX Runtime, which knows nothing of this library. */
final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxSession(Path file) throws OrtException {
        session = environment.createSession(file.toString(), new OrtSession.SessionOptions());
    }

    Set<String> inputs() {
        return session.getInputNames();
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** Rows of numbers by the names of inputs, to all numbers by the names of results. */
    Map<String, float[]> run(Map<String, float[][]> inputs) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, float[][]> entry : inputs.entrySet()) {
            float[][] rows = entry.getValue();
            tensors.put(entry.getKey(), OnnxTensor.createTensor(environment, rows));
        }
        return results(tensors);
    }

    /** Embeddings, one behind the other. */
    float[] encode(List<String> texts, UnknownCharacters unknown) throws OrtException {
        IntBuffer rows = IntBuffer.allocate(texts.size() * Alphabet.LENGTH);
        texts.forEach(text -> rows.put(Alphabet.rows(text, unknown)));
        long[] shape = {texts.size(), Alphabet.LENGTH};
        OnnxTensor characters = OnnxTensor.createTensor(environment, rows.flip(), shape);
        return results(Map.of("characters", characters)).get("embedding");
    }

    private Map<String, float[]> results(Map<String, OnnxTensor> inputs) throws OrtException {
        Map<String, float[]> found = new LinkedHashMap<>();
        try (OrtSession.Result results = session.run(inputs)) {
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> result : results) {
                FloatBuffer values = ((OnnxTensor) result.getValue()).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                found.put(result.getKey(), copy);
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        return found;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
