package io.github.stackgan.examples;

import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import java.nio.file.Path;

/** A model to a file and back, smaller, as it is passed on: {@code SaveAndLoad MODEL SMALLER}. */
public final class SaveAndLoad {
    private SaveAndLoad() {}

    /**
     * Saves what generating needs, in 16 bits, and tells where the model comes from. It cannot be trained further.
     *
     * @param args a model file and the file to write
     */
    public static void main(String... args) {
        Path smaller = Path.of(args[1]);
        try (StackGan gan = StackGan.load(Path.of(args[0]))) {
            gan.save(smaller, SaveOption.FLOAT16, SaveOption.GENERATORS_ONLY);
        }
        try (StackGan gan = StackGan.load(smaller)) {
            System.out.println("Trained on " + gan.provenance().dataset() + ", iterations of each stage: "
                    + gan.provenance().iterations());
        }
    }
}
