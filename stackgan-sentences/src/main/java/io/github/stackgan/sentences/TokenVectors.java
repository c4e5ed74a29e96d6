package io.github.stackgan.sentences;

/**
 * What the pretrained model makes of the words of one sentence, in a byte for each number and a scale for each token:
 * the model's own weights are no finer, and tens of thousands of captions fit into memory.
 */
final class TokenVectors {
    /** Numbers of a token. */
    static final int WIDTH = 384;

    private final byte[] values;
    private final float[] scales;

    private TokenVectors(byte[] values, float[] scales) {
        this.values = values;
        this.scales = scales;
    }

    /** Rounds (tokens, 384). */
    static TokenVectors of(float[][] tokens) {
        byte[] values = new byte[tokens.length * WIDTH];
        float[] scales = new float[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            float largest = 0;
            for (float value : tokens[i]) {
                largest = Math.max(largest, Math.abs(value));
            }
            scales[i] = Math.max(largest / Byte.MAX_VALUE, Float.MIN_NORMAL);
            for (int j = 0; j < WIDTH; j++) {
                values[i * WIDTH + j] = (byte) Math.round(tokens[i][j] / scales[i]);
            }
        }
        return new TokenVectors(values, scales);
    }

    int tokens() {
        return scales.length;
    }

    /** Bytes of memory, about. */
    int bytes() {
        return values.length + Float.BYTES * scales.length + 64;
    }

    /** Writes (tokens, 384) from a place on. */
    void write(float[] into, int offset) {
        for (int i = 0; i < scales.length; i++) {
            for (int j = 0; j < WIDTH; j++) {
                into[offset + i * WIDTH + j] = values[i * WIDTH + j] * scales[i];
            }
        }
    }
}
