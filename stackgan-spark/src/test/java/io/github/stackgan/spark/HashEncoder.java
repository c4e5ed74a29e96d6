package io.github.stackgan.spark;

import io.github.stackgan.TextEncoder;
import java.util.List;
import java.util.SplittableRandom;

/** Gives every text numbers of its own. */
record HashEncoder() implements TextEncoder {
    @Override
    public int embeddingSize() {
        return TinyModel.EMBEDDING;
    }

    @Override
    public float[][] encode(List<String> texts) {
        return texts.stream().map(HashEncoder::numbers).toArray(float[][]::new);
    }

    private static float[] numbers(String text) {
        SplittableRandom random = new SplittableRandom(text.hashCode());
        float[] numbers = new float[TinyModel.EMBEDDING];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }

    @Override
    public String fingerprint() {
        return "hash";
    }
}
