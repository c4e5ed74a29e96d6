package io.github.stackgan.core.terms;

import io.github.stackgan.core.nn.Parameters;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * A small Stage-I discriminator of 16 pixels, without batch normalisation and with a text code of its own, for one
 * image at a time in double precision. Between the kinks of its leaky ReLUs its answer is linear in the image and in
 * the embedding, so that small differences are its slope but for rounding.
 */
final class DoubleDiscriminator {
    private static final double STEP = 1e-6;
    private static final double LEAK = 0.2;

    private final Map<String, double[]> weights;

    private DoubleDiscriminator(Map<String, double[]> weights) {
        this.weights = weights;
    }

    static DoubleDiscriminator of(Parameters parameters) {
        Map<String, double[]> copies = new HashMap<>();
        parameters.weights().forEach((name, weight) -> {
            float[] narrow = weight.toFloatArray();
            double[] wide = new double[narrow.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = narrow[i];
            }
            copies.put(name, wide);
        });
        return new DoubleDiscriminator(copies);
    }

    private double[] weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    double answer(double[] image, double[] text) {
        double[] first = leaky(halved(image, 3, 16, weight("encode_img.0.weight")));
        double[] features = halved(first, 4, 8, weight("encode_img.2.weight"));
        shift(features, weight("encode_img.2.bias"));
        double[] code = leaky(linear(text, weight("text.fc.weight"), weight("text.fc.bias")));
        double[] joined = joined(leaky(features), code);
        double[] head = weight("get_cond_logits.outlogits.3.weight");
        double sum = weight("get_cond_logits.outlogits.3.bias")[0];
        for (int i = 0; i < head.length; i++) {
            sum += head[i] * joined[i];
        }
        return sum;
    }

    private static double[] leaky(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = x[i] > 0 ? x[i] : LEAK * x[i];
        }
        return x;
    }

    private static void shift(double[] x, double[] bias) {
        int cells = x.length / bias.length;
        for (int i = 0; i < x.length; i++) {
            x[i] += bias[i / cells];
        }
    }

    private static double[] linear(double[] x, double[] weight, double[] bias) {
        double[] y = bias.clone();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += weight[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    /** A 4x4 convolution of stride 2 and padding 1. */
    private static double[] halved(double[] x, int in, int side, double[] weight) {
        int out = weight.length / (in * 16);
        int half = side / 2;
        double[] y = new double[out * half * half];
        for (int o = 0; o < out; o++) {
            for (int row = 0; row < half; row++) {
                for (int column = 0; column < half; column++) {
                    double sum = 0;
                    for (int k = 0; k < in * 16; k++) {
                        int r = 2 * row - 1 + k / 4 % 4;
                        int c = 2 * column - 1 + k % 4;
                        if (r >= 0 && r < side && c >= 0 && c < side) {
                            sum += weight[o * in * 16 + k] * x[(k / 16 * side + r) * side + c];
                        }
                    }
                    y[(o * half + row) * half + column] = sum;
                }
            }
        }
        return y;
    }

    /** A 1x1 convolution of the features and the code, which is the same in all 16 cells. */
    private double[] joined(double[] features, double[] code) {
        double[] weight = weight("get_cond_logits.outlogits.0.weight");
        double[] bias = weight("get_cond_logits.outlogits.0.bias");
        int in = weight.length / bias.length;
        int channels = in - code.length;
        double[] y = new double[bias.length * 16];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i / 16];
            for (int k = 0; k < in; k++) {
                double x = k < channels ? features[k * 16 + i % 16] : code[k - channels];
                y[i] += weight[i / 16 * in + k] * x;
            }
        }
        return leaky(y);
    }

    /** The squared length of the gradient by {@code moved}, which is the image or the text. */
    double squaredSlope(double[] moved, double[] image, double[] text) {
        double sum = 0;
        for (int i = 0; i < moved.length; i++) {
            double kept = moved[i];
            moved[i] = kept + STEP;
            double above = answer(image, text);
            moved[i] = kept - STEP;
            double slope = (above - answer(image, text)) / (2 * STEP);
            moved[i] = kept;
            sum += slope * slope;
        }
        return sum;
    }

    /** The derivative of a value by one number of a weight. */
    double byWeight(String name, int place, ToDoubleFunction<DoubleDiscriminator> value) {
        double[] weight = weight(name);
        double kept = weight[place];
        double step = 1e-4;
        weight[place] = kept + step;
        double above = value.applyAsDouble(this);
        weight[place] = kept - step;
        double slope = (above - value.applyAsDouble(this)) / (2 * step);
        weight[place] = kept;
        return slope;
    }
}
