package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;
import io.github.stackgan.settings.Conditioning.KlReduction;
import java.util.List;
import org.immutables.gson.Gson;
import org.immutables.value.Value;

/**
 * Everything that decides the shape of a model: saved inside every model and checkpoint.
 *
 * @since 0.1.0
 */
@Value.Immutable
@Gson.TypeAdapters
public interface StackGanSettings extends WithStackGanSettings {
    /**
     * Settings of Stage-I.
     *
     * @return the first stage
     */
    Stage1 stage1();

    /**
     * The stages above Stage-I, lowest first; each is 2 or 4 times as large as the one before it.
     *
     * @return any number of stages, usually one
     */
    List<Stage2> refinements();

    /**
     * Length of the text embeddings that the model reads; 1024 for char-CNN-RNN.
     *
     * @return from 1 to 65,536; 1024 for char-CNN-RNN
     */
    int embeddingSize();

    /**
     * Seed of the first weights, the noise and the order of the training data. Default 0.
     *
     * @return any number; by default 0
     */
    default long seed() {
        return 0;
    }

    /**
     * All stages, Stage-I first.
     *
     * @return at least one stage
     */
    @Value.Derived
    @Gson.Ignore
    default List<Stage> stages() {
        List<Stage> all = new java.util.ArrayList<>();
        all.add(stage1());
        all.addAll(refinements());
        return List.copyOf(all);
    }

    /**
     * The stage whose images are the largest.
     *
     * @return Stage-I if there is no other
     */
    @Value.NonAttribute
    default Stage lastStage() {
        return stages().get(stages().size() - 1);
    }

    /**
     * How many of the lowest stages a model of these settings can take over from another, as their networks are the
     * same; what belongs to the loss alone may differ.
     *
     * @param other of the other model
     * @return from 0 to the smaller number of stages; 0 if the embeddings differ in length
     */
    default int stagesInCommon(StackGanSettings other) {
        int most = embeddingSize() == other.embeddingSize()
                ? Math.min(stages().size(), other.stages().size())
                : 0;
        int same = 0;
        while (same < most
                && networksOf(stages().get(same))
                        .equals(networksOf(other.stages().get(same)))) {
            same++;
        }
        return same;
    }

    private static Stage networksOf(Stage stage) {
        Conditioning conditioning =
                stage.conditioning().withKlWeight(1).withKlReduction(KlReduction.SUM_OVER_DIMENSIONS);
        return stage instanceof Stage1 first
                ? first.withConditioning(conditioning)
                : ((Stage2) stage).withConditioning(conditioning);
    }

    /** Refuses stages that do not fit onto each other. */
    @Value.Check
    default void check() {
        Require.width("embeddingSize", embeddingSize());
        for (int i = 1; i < stages().size(); i++) {
            int below = stages().get(i - 1).imageSize();
            int found = stages().get(i).imageSize();
            if (found != 2 * below && found != 4 * below) {
                throw new IllegalArgumentException("imageSize of stage " + (i + 1) + " is " + found
                        + ", but must be 2 or 4 times the " + below + " of the stage before it");
            }
        }
    }

    /**
     * Settings of a stack.
     *
     * @param embeddingSize the length of the text embeddings
     * @param stage1 Stage-I
     * @param refinements the stages above it, lowest first
     * @return the settings
     */
    static StackGanSettings of(int embeddingSize, Stage1 stage1, List<Stage2> refinements) {
        return ImmutableStackGanSettings.builder()
                .embeddingSize(embeddingSize)
                .stage1(stage1)
                .refinements(refinements)
                .build();
    }
}
