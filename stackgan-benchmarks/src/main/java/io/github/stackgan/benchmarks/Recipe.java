package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.util.List;

/** The PyTorch release's recipe at the width that the benchmarks run. */
final class Recipe {
    static final int GF = 128;
    static final int DF = 64;
    static final int RESIDUALS = 2;
    static final int CONDITION = 128;
    static final int EMBEDDING = 1024;
    static final int NOISE = 100;

    private Recipe() {}

    static StackGanSettings settings() {
        return StackGanSettings.of(
                EMBEDDING,
                Stage1.pytorchCoco().withGeneratorChannels(GF).withDiscriminatorChannels(DF),
                List.of(Stage2.pytorchCoco()
                        .withGeneratorChannels(GF)
                        .withDiscriminatorChannels(DF)
                        .withResidualBlocks(RESIDUALS)));
    }

    /** Numbers like a batch's: images in [-1, 1], embeddings and noise from N(0, 1). */
    record Input(NDArray images, NDArray text, NDArray z, NDArray eps1, NDArray eps2) {
        static Input of(NDManager manager, int batch, int side) {
            RandomStream random = RandomStream.of(1, "benchmark", 0);
            NDArray images = normal(manager, random, batch, 3, side, side);
            return new Input(
                    images.tanh(),
                    normal(manager, random, batch, EMBEDDING),
                    normal(manager, random, batch, NOISE),
                    normal(manager, random, batch, CONDITION),
                    normal(manager, random, batch, CONDITION));
        }

        private static NDArray normal(NDManager manager, RandomStream random, long... shape) {
            Shape s = new Shape(shape);
            return manager.create(random.normal((int) s.size()), s);
        }
    }
}
