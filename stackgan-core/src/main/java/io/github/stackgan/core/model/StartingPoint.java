package io.github.stackgan.core.model;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.settings.Conditioning;
import io.github.stackgan.settings.Conditioning.KlReduction;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lowest stages of a saved model, which a new model takes over as far as their settings are its own. */
final class StartingPoint {
    /**
     * An encoder that gave every caption the mean of their embeddings would have 1. White embeddings vary as much by
     * wording as by what is said, and another encoder's know nothing of the former.
     */
    private static final double ALIKE = 0.95;

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
        int stages = stagesInCommon(opened.settings(), networks.settings());
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
     * with; and one that was put in its place ({@link io.github.stackgan.core.text.training.EncoderImitation}) does as well.
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
            throw new ModelFormatException(another + "; give the builder the encoder that the file was trained with");
        }
        try (TextEncoder its = saved.orElseThrow()) {
            if (its.fingerprint().equals(given)) {
                return;
            }
            double unlike = its.embeddingSize() == encoder.embeddingSize()
                    ? unlike(opened.provenance().captions(), encoder, its)
                    : Double.POSITIVE_INFINITY;
            if (unlike >= ALIKE) {
                throw new ModelFormatException(another
                        + String.format(
                                Locale.ROOT,
                                ", and its embeddings of the model's captions lie %.2f from where they were (of one in"
                                        + " the old one's place: under %.2f)",
                                unlike,
                                ALIKE)
                        + "; give the builder the encoder that the file was trained with");
            }
        }
    }

    /** How far embeddings of the same captions are apart, where 1 is as far as the second's are from their mean. */
    private static double unlike(List<String> captions, TextEncoder one, TextEncoder two) {
        if (captions.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        float[][] ones = one.encode(captions);
        float[][] twos = two.encode(captions);
        double apart = 0;
        double spread = 0;
        for (int column = 0; column < two.embeddingSize(); column++) {
            int c = column;
            double mean =
                    Arrays.stream(twos).mapToDouble(row -> row[c]).average().orElseThrow();
            for (int row = 0; row < twos.length; row++) {
                apart += Math.pow(ones[row][c] - twos[row][c], 2);
                spread += Math.pow(twos[row][c] - mean, 2);
            }
        }
        return apart / spread;
    }

    private static int stagesInCommon(StackGanSettings one, StackGanSettings two) {
        int most = one.embeddingSize() == two.embeddingSize()
                ? Math.min(one.stages().size(), two.stages().size())
                : 0;
        int same = 0;
        while (same < most
                && networksOf(one.stages().get(same))
                        .equals(networksOf(two.stages().get(same)))) {
            same++;
        }
        return same;
    }

    /** Without what belongs to the loss alone, which may be another from here on. */
    private static Stage networksOf(Stage stage) {
        Conditioning conditioning =
                stage.conditioning().withKlWeight(1).withKlReduction(KlReduction.SUM_OVER_DIMENSIONS);
        return stage instanceof Stage1 first
                ? first.withConditioning(conditioning)
                : ((Stage2) stage).withConditioning(conditioning);
    }
}
