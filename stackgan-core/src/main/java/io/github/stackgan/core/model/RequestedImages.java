package io.github.stackgan.core.model;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.core.model.ImageGenerator.GenerationJob;
import io.github.stackgan.core.nn.CheckedEmbeddings;
import java.util.ArrayList;
import java.util.List;

/** A request's images, text by text; texts are encoded when their first image is asked for, many at a time. */
final class RequestedImages {
    /** A multiple of what text encoders read at once, so that each text is read beside the same ones as in any call. */
    private static final int ENCODED = 1024;

    private final GenerationRequest request;
    private final TextEncoder encoder;
    private final long seed;
    private int firstEncoded = 0;
    private float[][] embeddings = new float[0][];

    /**
     * Nothing is encoded yet.
     *
     * @param ownSeed the model's, where the request has none
     */
    RequestedImages(GenerationRequest request, TextEncoder encoder, long ownSeed) {
        this.request = request;
        this.encoder = encoder;
        seed = request.seed().orElse(ownSeed);
    }

    long size() {
        return (long) request.texts().size() * request.count();
    }

    /** Asked for in order. */
    List<GenerationJob> between(long from, long to) {
        List<GenerationJob> jobs = new ArrayList<>();
        for (long i = from; i < to; i++) {
            int text = (int) (i / request.count());
            long imageSeed = seed + text * request.seedStep() + i % request.count();
            jobs.add(new GenerationJob(request.texts().get(text), embedding(text), imageSeed));
        }
        return jobs;
    }

    private float[] embedding(int text) {
        if (text >= firstEncoded + embeddings.length) {
            firstEncoded = text;
            int end = Math.min(request.texts().size(), text + ENCODED);
            embeddings = CheckedEmbeddings.of(encoder, request.texts().subList(text, end));
        }
        return embeddings[text - firstEncoded];
    }
}
