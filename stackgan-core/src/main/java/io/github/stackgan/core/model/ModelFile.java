package io.github.stackgan.core.model;

import ai.djl.Device;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.Provenance;
import io.github.stackgan.SaveOption;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.Vocabulary;
import io.github.stackgan.core.checkpoint.Checkpoints;
import io.github.stackgan.core.checkpoint.Json;
import io.github.stackgan.core.gan.Networks;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.core.train.RunPosition;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.FormatVersion;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import io.github.stackgan.core.weights.formats.SavedEncoders;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.settings.StackGanSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The one file of a model: safetensors, with settings and provenance as JSON in its metadata. */
final class ModelFile {

    private ModelFile() {}

    /** What a file holds. */
    record Content(Trained trained, TextEncoder encoder, Networks networks) {}

    /** What training leaves beside the weights. */
    record Trained(Provenance provenance, Vocabulary vocabulary) {}

    static void write(Path path, Networks networks, Trained trained, TextEncoder encoder, Set<SaveOption> options) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        networks.saveGenerators(weights);
        if (!options.contains(SaveOption.GENERATORS_ONLY)) {
            networks.saveDiscriminators(weights);
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        FormatVersion.MODEL.mark(metadata);
        metadata.put("settings", Json.write(networks.settings(), StackGanSettings.class));
        metadata.put("provenance", Json.write(trained.provenance(), Provenance.class));
        if (!trained.vocabulary().equals(Vocabulary.empty())) {
            metadata.put("vocabulary", VocabularyJson.write(trained.vocabulary()));
        }
        encoder.saved().ifPresent(saved -> SavedEncoders.put(saved, SavedEncoders.IN_MODELS, metadata, weights));
        if (options.contains(SaveOption.FLOAT16)) {
            weights.replaceAll((name, weight) -> weight.halved());
        }
        WeightFiles.write(path, metadata, weights);
    }

    /** What a file says of itself, and its weights, which no network has taken yet. */
    record Opened(
            String origin,
            StackGanSettings settings,
            Provenance provenance,
            SafetensorsFile file,
            Optional<Path> encoderFile) {
        /** The words of the captions; none in files of versions that kept none. */
        Vocabulary vocabulary() {
            String json = file.metadata().get("vocabulary");
            return json == null ? Vocabulary.empty() : VocabularyJson.read(origin, json);
        }

        /** The encoder beside a checkpoint, which must be the one that its run was trained with. */
        private TextEncoder encoderBeside(Path beside, Optional<Device> device) {
            TextEncoder encoder =
                    device.map(d -> TextEncoderFile.read(beside, d)).orElseGet(() -> TextEncoderFile.read(beside));
            String wanted = provenance.textEncoderFingerprint();
            if (!wanted.isEmpty() && !wanted.equals(encoder.fingerprint())) {
                encoder.close();
                throw new ModelFormatException(origin + " was trained with another text encoder than " + beside
                        + " holds; give it the one it was trained with: StackGan.load(path, encoder)");
            }
            return encoder;
        }

        /**
         * The text encoder that the file holds, on its own device.
         *
         * @return the encoder, to be closed, or empty if it was one of the user's own
         * @throws ModelFormatException if nothing on the class path reads its kind
         */
        Optional<TextEncoder> encoder(Optional<Device> device) {
            return SavedEncoders.get(origin, SavedEncoders.IN_MODELS, file)
                    .map(saved -> saved.read(origin, device))
                    .or(() -> encoderFile.map(file -> encoderBeside(file, device)));
        }
    }

    /** Opens a model, a checkpoint, or the folder of a run. */
    static Opened open(Path fileOrFolder) {
        Optional<ModelFormatException> ofNewest = Optional.empty();
        for (Path path : CheckpointModel.files(fileOrFolder)) {
            SafetensorsFile file;
            try {
                file = WeightFiles.readOwn(path);
            } catch (ModelFormatException e) {
                // Training passes over damaged checkpoints, too.
                if (!Checkpoints.isDamaged(e)) {
                    throw e;
                }
                ofNewest = ofNewest.or(() -> Optional.of(e));
                continue;
            }
            return opened(path, file);
        }
        throw ofNewest.orElseThrow();
    }

    private static Opened opened(Path path, SafetensorsFile file) {
        Map<String, String> metadata = file.metadata();
        if (FormatVersion.CHECKPOINT.isOf(metadata)) {
            return checkpoint(path, file);
        }
        FormatVersion.MODEL.require(path, metadata);
        String origin = path.toString();
        return new Opened(
                origin,
                Json.settings(origin, metadata.getOrDefault("settings", "")),
                Json.provenance(origin, metadata.getOrDefault("provenance", "")),
                file,
                Optional.empty());
    }

    private static Opened checkpoint(Path path, SafetensorsFile file) {
        FormatVersion.CHECKPOINT.require(path, file.metadata());
        Map<String, String> metadata = file.metadata();
        StackGanSettings all = Json.settings(path.toString(), metadata.getOrDefault("settings", ""));
        int stages = all.stages().size();
        List<Long> iterations = CheckpointModel.iterations(path, metadata, stages);
        List<Long> before = RunPosition.before(metadata, stages).orElse(Collections.nCopies(stages, 0L));
        return new Opened(
                path.toString(),
                CheckpointModel.settings(all, iterations),
                CheckpointModel.provenance(metadata, iterations, before),
                CheckpointModel.averaged(file, iterations.size()),
                CheckpointModel.textEncoder(path));
    }

    static Content read(Path path, Optional<TextEncoder> given, Optional<Device> device) {
        Opened opened = open(path);
        String origin = opened.origin();
        StackGanSettings settings = opened.settings();
        TextEncoder encoder = given.or(() -> opened.encoder(device))
                .orElseThrow(() -> new ModelFormatException(
                        origin + ": the model was trained with a text encoder of your own, which the file"
                                + " does not hold; give it to StackGan.load(path, encoder)"));
        try {
            requireFitting(origin, settings, encoder);
            Trained trained = new Trained(opened.provenance(), opened.vocabulary());
            return new Content(
                    trained,
                    encoder,
                    Networks.read(origin, settings, opened.file().weights(), device));
        } catch (RuntimeException | Error e) {
            if (given.isEmpty()) {
                encoder.close();
            }
            throw e;
        }
    }

    private static void requireFitting(String origin, StackGanSettings settings, TextEncoder encoder) {
        if (encoder.embeddingSize() != settings.embeddingSize()) {
            throw new ModelFormatException(origin + ": the model reads embeddings of " + settings.embeddingSize()
                    + " numbers, as embeddingSize of its settings says, but the text encoder makes "
                    + encoder.embeddingSize() + "; give the encoder that it was trained with, or fetch the file again");
        }
    }
}
