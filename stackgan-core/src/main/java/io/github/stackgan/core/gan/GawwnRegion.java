package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.kernels.Activation;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.NormalizedConvolution;
import io.github.stackgan.core.nn.SpatialTransformer;
import io.github.stackgan.settings.LocationSettings;
import io.github.stackgan.settings.LocationSettings.DiscriminatorText;
import java.util.List;

/** What GAWWN's discriminators do by the kind of location. */
sealed interface GawwnRegion {
    /** Makes the layers that a kind has of its own. */
    static GawwnRegion of(GawwnLayers make, LocationSettings settings, int textSize, int df) {
        return switch (settings.kind()) {
            case BOX ->
                new InBox(
                        make.halvings("text", Activation.RELU, textSize, 4 * df, df), df, settings.discriminatorText());
            case KEY_POINTS -> new AtPoints(settings.keyPoints().size(), textSize);
        };
    }

    /** How many channels {@link #look} adds. */
    int addedChannels();

    /** How many channels {@link #text} has. */
    int textChannels();

    /** What is left of features (N, C, 16, 16) in the region: (N, C + added, 16, 16). */
    NDArray look(NDArray features, NDArray maps);

    /** The text (N, Nd) as the global path sees it: (N, channels, 4, 4). */
    NDArray text(NDArray text, NDArray maps, Mode mode);

    /** The box is cut out and stretched over the whole map; the text lies in it. */
    record InBox(List<NormalizedConvolution> layers, int textChannels, DiscriminatorText place) implements GawwnRegion {
        @Override
        public int addedChannels() {
            return 0;
        }

        @Override
        public NDArray look(NDArray features, NDArray maps) {
            return at(maps, 0).sample(features);
        }

        @Override
        public NDArray text(NDArray text, NDArray maps, Mode mode) {
            SpatialTransformer where = at(maps, place == DiscriminatorText.IN_BOX ? 2 : 0);
            return mode.kernels().widen(GawwnLayers.through(layers, where.sampleEverywhere(text), mode));
        }

        private static SpatialTransformer at(NDArray maps, int first) {
            return new SpatialTransformer(map(maps, first), map(maps, first + 1));
        }

        private static NDArray map(NDArray maps, int index) {
            return maps.get(new NDIndex(":, " + index + ":" + (index + 1)));
        }
    }

    /** What is not at any point is hidden, and the points are shown beside; the text lies everywhere. */
    record AtPoints(int addedChannels, int textChannels) implements GawwnRegion {
        @Override
        public NDArray look(NDArray features, NDArray maps) {
            return features.mul(GawwnLayers.mask(maps)).concat(maps, 1);
        }

        @Override
        public NDArray text(NDArray text, NDArray maps, Mode mode) {
            return SpatialReplication.of(text, new Shape(text.getShape().get(0), textChannels, 4, 4));
        }
    }
}
