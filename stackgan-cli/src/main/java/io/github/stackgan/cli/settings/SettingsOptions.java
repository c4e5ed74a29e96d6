package io.github.stackgan.cli.settings;

import io.github.stackgan.settings.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which settings: a preset's, with what a file and single options say in their place. */
public final class SettingsOptions {
    private static final int SOME_IMAGES = 1000;

    @Option(names = "--preset", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Preset preset = Preset.TINY;

    @Option(
            names = "--settings",
            description = "A file of JSON with what is to be other than in the preset; the command settings prints all")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting, as stage1.conditioning.klWeight=0.01 or plan.stages[0].learningRate=1e-4;"
                    + " may be given more than once")
    private List<String> assignments = List.of();

    /**
     * What they say together.
     *
     * @param images how many images are trained on, where that is known
     */
    public TrainSettings settings(Optional<Integer> images) {
        return changed(preset.settings(images.orElse(SOME_IMAGES)));
    }

    /**
     * The same for a run that has begun, maybe on another machine: the preset OWN has the sizes that it had there.
     *
     * @param begun the file of all settings that the run began with, if it is there
     */
    public TrainSettings settings(Optional<Integer> images, Path begun) {
        TrainSettings here = settings(images);
        if (preset != Preset.OWN || Files.notExists(begun)) {
            return here;
        }
        List<Stage> stages = here.with(begun).stages();
        return OwnImages.onAnyMachine(images.orElse(SOME_IMAGES))
                .map(this::changed)
                .filter(settings -> settings.stages().equals(stages))
                .findFirst()
                .orElse(here);
    }

    /** Whether one setting of those whose names begin so is given by itself. */
    public boolean sets(String prefix) {
        return assignments.stream().anyMatch(assignment -> assignment.startsWith(prefix));
    }

    private TrainSettings changed(TrainSettings base) {
        TrainSettings settings = file.map(base::with).orElse(base);
        return assignments.isEmpty() ? settings : settings.with(assignments);
    }
}
