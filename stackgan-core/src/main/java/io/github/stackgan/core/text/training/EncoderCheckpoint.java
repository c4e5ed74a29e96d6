package io.github.stackgan.core.text.training;

import com.google.common.base.Strings;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.core.optim.Adam;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.WeightFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the training of an encoder is kept, so that it goes on where it was stopped; batches depend on the seed and the
 * iteration alone, so weights and optimizers are all there is to keep.
 *
 * @param file where it is
 * @param settings what decides the training; a file of another one is refused
 * @param plan how long it learns
 * @param parts what learns
 */
record EncoderCheckpoint(Path file, String settings, TextEncoderPlan plan, List<Part> parts) {
    private static final String SETTINGS = "settings";
    private static final String STEPS = "steps";
    private static final int EVERY = 200;

    /** A network, by the name that its arrays begin with. */
    record Part(String name, Parameters parameters, Adam adam) {}

    /** Reads the file, if it is there. */
    int resume() {
        if (Files.notExists(file)) {
            return 0;
        }
        SafetensorsFile found = WeightFiles.readOwn(file);
        String theirs = found.metadata().getOrDefault(SETTINGS, "nothing");
        if (!theirs.equals(settings)) {
            int from = Strings.commonPrefix(theirs, settings).lastIndexOf(' ') + 1;
            throw new ModelFormatException(file + " is a checkpoint of another training: where that has "
                    + Quoted.of(theirs.substring(from)) + ", this one has " + Quoted.of(settings.substring(from))
                    + "; delete the file to begin anew, or choose another one");
        }
        int steps = steps(found.metadata());
        for (Part part : parts) {
            part.parameters().load(file.toString(), part.name() + ".", found.weights());
            part.adam().load(file.toString(), part.name() + "-adam.", found.weights());
        }
        return steps;
    }

    private int steps(Map<String, String> metadata) {
        String found = metadata.getOrDefault(STEPS, "none");
        try {
            int steps = Integer.parseInt(found);
            if (steps >= 0 && steps <= plan.iterations()) {
                return steps;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new ModelFormatException(file + ": its number of steps is " + Quoted.of(found)
                + ", but must be from 0 to " + plan.iterations() + "; delete the file to begin anew");
    }

    /**
     * Writes the file now and then, and whenever the thread was interrupted; the training then ends, and the thread
     * is interrupted still.
     *
     * @param steps that are done
     */
    void after(long steps) {
        boolean interrupted = Thread.interrupted();
        if (interrupted || steps % EVERY == 0 || steps == plan.iterations()) {
            save(steps);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new TrainingException("The text encoder's training was interrupted after iteration " + steps
                    + ". The same run goes on from " + Quoted.of(file));
        }
    }

    private void save(long steps) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (Part part : parts) {
            part.parameters().save(part.name() + ".", weights);
            part.adam().save(part.name() + "-adam.", weights);
        }
        WeightFiles.write(file, Map.of(SETTINGS, settings, STEPS, Long.toString(steps)), weights);
    }
}
