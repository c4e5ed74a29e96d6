package io.github.stackgan.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.random.RandomStream;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import java.util.List;

/** The PyTorch release's recipe at the widths that the benchmarks run. */
final class Recipe {
    /** Its own. */
    static final StackGanSettings WIDE = settings(1024, 128, 64);

    /** The bundled model's. */
    static final StackGanSettings BUNDLED = settings(256, 48, 32);

    static final int RESIDUALS = 2;
    static final int CONDITION = 128;
    private static final int NOISE = 100;

    private Recipe() {}

    private static StackGanSettings settings(int embedding, int gf, int df) {
        return StackGanSettings.of(
                embedding,
                Stage1.pytorchCoco().withGeneratorChannels(gf).withDiscriminatorChannels(df),
                List.of(Stage2.pytorchCoco()
                        .withGeneratorChannels(gf)
                        .withDiscriminatorChannels(df)
                        .withResidualBlocks(RESIDUALS)));
    }

    /** Numbers like a batch's: images in [-1, 1], embeddings and noise from N(0, 1). */
    record Input(NDArray images, NDArray text, NDArray z, NDArray eps1, NDArray eps2) {
        static Input of(NDManager manager, StackGanSettings settings, int batch, int side) {
            RandomStream random = RandomStream.of(1, "benchmark", 0);
            NDArray images = normal(manager, random, batch, 3, side, side);
            return new Input(
                    images.tanh(),
                    normal(manager, random, batch, settings.embeddingSize()),
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
