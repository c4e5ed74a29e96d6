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
import java.util.List;
import java.util.Optional;

/** The lowest stages of a saved model, which a new model takes over as far as their settings are its own. */
final class StartingPoint {
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
     * with.
     */
    private static void requireSameEncoder(ModelFile.Opened opened, TextEncoder encoder) {
        String trained = opened.provenance().textEncoderFingerprint();
        String given = encoder.fingerprint();
        if (!given.equals(trained) && !Optional.of(given).equals(savedFingerprint(opened))) {
            throw new ModelFormatException(opened.origin() + ": the model was trained with another text encoder, of"
                    + " fingerprint " + trained + ", but the new model's has " + given
                    + "; give the builder the encoder that the file was trained with");
        }
    }

    private static Optional<String> savedFingerprint(ModelFile.Opened opened) {
        return opened.encoder(Optional.of(Device.cpu())).map(saved -> {
            try (saved) {
                return saved.fingerprint();
            }
        });
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
