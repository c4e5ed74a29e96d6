package io.github.stackgan.core.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.nn.Parameters;
import java.util.List;

/** A char-CNN-RNN while it learns; the encoder is closed with it. */
record CharCnnRnnLearner(CharCnnRnn encoder) implements TextNetwork {
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
        return encoder.network().forward(scratch, encoder.rows(sentences));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
