package io.github.stackgan;

import java.util.List;
import java.util.OptionalLong;
import org.immutables.value.Value;

/**
 * What to draw.
 *
 * @since 0.1.0
 */
@Value.Immutable
public interface GenerationRequest extends WithGenerationRequest {
    /** Which condition a sentence gives. */
    enum ConditioningMode {
        /** c = mu + sigma * eps: every seed another reading of the sentence, as the paper draws. */
        SAMPLED,
        /** c = mu: the sentence's mean reading; only Stage-I's noise differs between seeds. */
        MEAN
    }

    /**
     * The sentences. Upper and lower case are one to char-CNN-RNN, which reads the first 201 characters; an empty sentence
     * is legal and draws whatever the networks make of no text.
     *
     * @return at least one
     */
    List<String> texts();

    /**
     * The seed of every sentence's first picture; the next has the next number.
     *
     * @return any number, or empty for the model's own seed; by default empty
     */
    OptionalLong seed();

    /**
     * What is added to the seed from one sentence to the next.
     *
     * @return any number; by default 0: sentences share their noise, so that only they differ
     */
    default long seedStep() {
        return 0;
    }

    /**
     * Pictures for each sentence.
     *
     * @return at least 1; by default 1
     */
    default int count() {
        return 1;
    }

    /**
     * Which condition a sentence gives.
     *
     * @return by default SAMPLED
     */
    default ConditioningMode conditioning() {
        return ConditioningMode.SAMPLED;
    }

    /**
     * Pictures drawn at once: more is faster and takes more memory.
     *
     * @return at least 1; by default 16
     */
    default int batchSize() {
        return 16;
    }

    /**
     * How many bits grids have while the networks draw.
     *
     * @return by default FLOAT32
     */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /** Refuses settings that make no sense. */
    @Value.Check
    default void check() {
        Require.positive("number of texts", texts().size());
        Require.positive("count", count());
        Require.positive("batchSize", batchSize());
    }

    /**
     * One picture for each sentence.
     *
     * @param texts at least one sentence
     * @return the request
     */
    static GenerationRequest of(String... texts) {
        return of(List.of(texts));
    }

    /**
     * One picture for each sentence.
     *
     * @param texts at least one sentence
     * @return the request
     */
    static GenerationRequest of(List<String> texts) {
        return ImmutableGenerationRequest.builder().texts(texts).build();
    }
}
