package io.github.stackgan.core.model;

import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.model.ModelFile.Trained;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.settings.StackGanSettings;
import java.util.Map;
import java.util.Optional;

/** A model of weights that another program trained. */
public final class ImportedModel {
    private ImportedModel() {}

    /**
     * Makes a model on the default device.
     *
     * @param origin what the weights come from, for messages and as provenance
     * @param settings the stack's
     * @param encoder what reads texts; the model closes it
     * @param weights by the names of model files, such as {@code stage1.generator.fc.0.weight}
     * @return the model, to be closed
     * @throws io.github.stackgan.ModelFormatException if the weights are not those that the settings ask for, naming
     *     one
     */
    public static StackGan of(
            String origin, StackGanSettings settings, TextEncoder encoder, Map<String, Weight> weights) {
        Networks networks = Networks.read(origin, settings, weights, Optional.empty());
        try {
            return CoreStackGan.with(
                    encoder,
                    networks,
                    new Trained(CoreProvider.untrained(networks, encoder).withDataset(origin), Vocabulary.empty()));
        } catch (RuntimeException | Error e) {
            networks.close();
            throw e;
        }
    }
}
