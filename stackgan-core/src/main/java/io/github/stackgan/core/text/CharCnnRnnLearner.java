package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.Precision;
import java.util.List;

/** A char-CNN-RNN while it learns; the encoder is closed with it. */
record CharCnnRnnLearner(CharCnnRnn encoder, Precision precision) implements TextNetwork {
    @Override
    public NDManager manager() {
        return encoder.manager();
    }

    @Override
    public Parameters parameters() {
        return encoder.network().parameters();
    }

    @Override
    public int embeddingSize() {
        return encoder.embeddingSize();
    }

    @Override
    public NDArray forward(NDManager scratch, List<String> sentences) {
        return encoder.network().forward(scratch, encoder.rows(sentences), precision);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
