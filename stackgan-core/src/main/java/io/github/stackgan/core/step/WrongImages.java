package io.github.stackgan.core.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stackgan.core.gan.JointProjections;
import io.github.stackgan.core.gan.Locations;
import java.util.List;
import java.util.Optional;

/**
 * Where the matching-aware discriminator's real images with wrong text come from.
 *
 * @since 0.1.0
 */
public sealed interface WrongImages {
    /**
     * Image i of the batch with the text of image i + 1, the last pair dropped.
     *
     * @since 0.1.0
     */
    record OfNeighbours() implements WrongImages {
        @Override
        public Optional<NDArray> images() {
            return Optional.empty();
        }

        @Override
        public Locations locations() {
            return Locations.NONE;
        }

        @Override
        public JointProjections pairs(NDArray real, List<NDArray> further, NDArray texts) {
            return new JointProjections(real.get(new NDIndex(":-1")), texts.get(new NDIndex("1:")));
        }
    }

    /**
     * Images of other classes than their texts'.
     *
     * @param array (N, 3, S, S) in [-1, 1]
     * @param locations where their own subjects stand
     * @since 0.1.0
     */
    record OfOtherClasses(NDArray array, Locations locations) implements WrongImages {
        @Override
        public Optional<NDArray> images() {
            return Optional.of(array);
        }

        @Override
        public JointProjections pairs(NDArray real, List<NDArray> further, NDArray texts) {
            return new JointProjections(further.get(0), texts);
        }
    }

    /**
     * Images beyond the batch's own, which the discriminator must read too.
     *
     * @return (N, 3, S, S) in [-1, 1], or empty
     */
    Optional<NDArray> images();

    /**
     * Where the subjects of {@link #images} stand.
     *
     * @return their locations; none where there are no further images
     */
    Locations locations();

    /**
     * The pairs.
     *
     * @param real shares of the batch's images
     * @param further shares of {@link #images}, if there are any
     * @param texts shares of the batch's texts
     * @return as many of both
     */
    JointProjections pairs(NDArray real, List<NDArray> further, NDArray texts);
}
