package io.github.stackgan.core.model;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.embeddings.EmbeddingCache;
import io.github.stackgan.core.gan.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lowest stages of a saved model, which a new model takes over as far as their settings are its own. */
final class StartingPoint {
    /**
     * Embeddings that say nothing of each other have 0. They vary as much by wording as by what is said, of which an
     * encoder in another's place knows the latter alone.
     */
    private static final double ALIKE = 0.2;

    /** Of fewer captions nothing can be told. */
    private static final int LEAST = 2;

    private static final String GIVE = "; give the builder the encoder that the file was trained with";

    private StartingPoint() {}

    /**
     * Fills the lowest stages.
     *
     * @param path a saved model
     * @param networks of the new model
     * @param encoder of the new model
     * @return iterations that every stage of the new model has behind it: those of the stages taken over, and zeros
     * @throws ModelFormatException if the text encoder is another, or not even Stage-I is the same
     */
    static List<Long> load(Path path, Networks networks, TextEncoder encoder) {
        ModelFile.Opened opened = ModelFile.open(path);
        requireSameEncoder(opened, encoder);
        int stages = opened.settings().stagesInCommon(networks.settings());
        if (stages == 0) {
            throw new ModelFormatException(opened.origin() + ": no stage can be taken over, because its Stage-I is "
                    + opened.settings().stage1() + ", but the new model's is "
                    + networks.settings().stage1() + "; give the builder the file's stage1, or leave out startFrom");
        }
        networks.load(opened.origin(), opened.file().weights(), stages);
        List<Long> trained = opened.provenance().iterations();
        List<Long> iterations = new ArrayList<>();
        for (int i = 0; i < networks.generators().size(); i++) {
            iterations.add(i < Math.min(stages, trained.size()) ? trained.get(i) : 0L);
        }
        return List.copyOf(iterations);
    }

    /**
     * An encoder that was read from a file of 16-bit weights is no longer quite the one that the model was trained
     * with; and one that was put in its place does as well
     * ({@link io.github.stackgan.core.text.training.EncoderImitation}).
     */
    private static void requireSameEncoder(ModelFile.Opened opened, TextEncoder encoder) {
        String trained = opened.provenance().textEncoderFingerprint();
        String given = encoder.fingerprint();
        if (given.equals(trained)) {
            return;
        }
        String another = opened.origin() + ": the model was trained with another text encoder, of fingerprint "
                + trained + ", but the new model's has " + given;
        Optional<TextEncoder> saved = opened.encoder(Optional.of(Device.cpu()));
        if (saved.isEmpty()) {
            throw new ModelFormatException(another + GIVE);
        }
        try (TextEncoder its = saved.orElseThrow()) {
            if (its.fingerprint().equals(given)) {
                return;
            }
            List<String> captions = opened.provenance().captions();
            if (its.embeddingSize() != encoder.embeddingSize()
                    || captions.size() < LEAST
                    || !EmbeddingCache.readsNewTexts(encoder)) {
                throw new ModelFormatException(another + GIVE);
            }
            double alike = correlation(captions, encoder, its);
            // Where all embeddings are one, it is NaN.
            if (!(alike >= ALIKE)) {
                throw new ModelFormatException(String.format(
                        Locale.ROOT,
                        "%s, and their embeddings of the model's captions correlate by %.2f (of one in the other's"
                                + " place: by %.1f at least)%s",
                        another,
                        alike,
                        ALIKE,
                        GIVE));
            }
        }
    }

    /** Of two encoders' embeddings of the same captions, over all their numbers, each from its mean. */
    private static double correlation(List<String> captions, TextEncoder one, TextEncoder two) {
        float[][] ones = one.encode(captions);
        float[][] twos = two.encode(captions);
        double both = 0;
        double ofOne = 0;
        double ofTwo = 0;
        for (int column = 0; column < two.embeddingSize(); column++) {
            double meanOfOne = mean(ones, column);
            double meanOfTwo = mean(twos, column);
            for (int row = 0; row < twos.length; row++) {
                double x = ones[row][column] - meanOfOne;
                double y = twos[row][column] - meanOfTwo;
                both += x * y;
                ofOne += x * x;
                ofTwo += y * y;
            }
        }
        return both / Math.sqrt(ofOne * ofTwo);
    }

    private static double mean(float[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
    }
}
