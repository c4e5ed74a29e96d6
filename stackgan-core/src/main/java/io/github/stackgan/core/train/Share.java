package io.github.stackgan.core.train;

import io.github.stackgan.CaptionedImages;

/**
 * What a machine learns from, where several train one model, each on images of its own.
 *
 * @param all the images of all machines, by which checkpoints know the run
 * @param own those of this machine
 * @param seed decides this machine's order, crops, captions and noise; the networks begin by the settings' seed, which
 *     is everyone's
 * @since 0.1.0
 */
public record Share(CaptionedImages all, CaptionedImages own, long seed) {
    /** All that there is, for a machine alone. */
    static Share whole(CaptionedImages data, long seed) {
        return new Share(data, data, seed);
    }
}
