package io.github.stackgan.cli;

import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.settings.Stage1;
import java.nio.file.Path;

/** Small models that are told where to draw. */
public final class LocatedModel {
    private LocatedModel() {}

    /** Saves an untrained model of four channels that reads texts as the bundled birds do; returns its file. */
    public static Path save(Stage1 stage, Path file) {
        try (StackGan birds = StackGan.pretrained("birds");
                StackGan located = StackGan.builder()
                        .textEncoder(birds.textEncoder())
                        .stage1(stage.withGeneratorChannels(4).withDiscriminatorChannels(4))
                        .build()) {
            located.save(file, SaveOption.GENERATORS_ONLY);
        }
        return file;
    }
}
