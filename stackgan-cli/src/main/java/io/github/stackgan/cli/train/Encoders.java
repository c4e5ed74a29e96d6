package io.github.stackgan.cli.train;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.TrainingException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.TextFile;
import io.github.stackgan.cli.settings.TextEncoderKind;
import io.github.stackgan.cli.settings.TrainSettings.TextEncoderSettings;
import io.github.stackgan.core.report.ProgressPrinter;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.EmbeddingWhitening;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.core.text.training.CaptionTraining;
import io.github.stackgan.core.text.training.EncoderImitation;
import io.github.stackgan.core.text.training.StatedCaptions;
import io.github.stackgan.core.text.training.TextEncoderPlan;
import io.github.stackgan.core.text.training.TextEncoderTraining;
import io.github.stackgan.sentences.SentenceEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The text encoder that is trained before the stages.
 *
 * @param stated the captions that a char-CNN-RNN learns from, if it is known what they state; else it learns from the
 *     images
 * @param startFrom the model whose stages the new one starts with: a char-CNN-RNN that is trained here takes the place
 *     of its text encoder
 */
public record Encoders(CaptionedImages data, Optional<StatedCaptions> stated, Optional<Path> startFrom, Path out) {
    /** The learning rate of an encoder that is put in another's place. */
    private static final double IMITATION = 4e-4;

    /** In the run's folder. */
    private static final String FILE = "text-encoder.safetensors";

    /** Beside it: of which settings and images it is. */
    private static final String IDENTITY = "text-encoder.txt";

    /** Captions at a time; each is short work. */
    private static final int CAPTIONS = 48;

    /**
     * Reads the text encoder, or trains one on the dataset. The run's folder keeps it, for those who generate from its
     * checkpoints.
     */
    public TextEncoder text(Optional<Path> textEncoder, TextEncoderSettings training) {
        Path file = out.resolve(FILE);
        if (textEncoder.isPresent()) {
            return kept(textEncoder.orElseThrow(), file);
        }
        requireSame(training);
        if (Files.exists(file)) {
            System.err.println(Quoted.of(file) + " was trained by an earlier call and is used again");
            return TextEncoderFile.read(file);
        }
        TextFile.write(out.resolve(IDENTITY), identity(training));
        System.err.println("Training the text encoder for " + training.iterations() + " iterations");
        TextEncoder encoder =
                switch (training.kind()) {
                    case CHAR_CNN_RNN -> charCnnRnn(training);
                    case SENTENCES ->
                        SentenceEncoder.train(
                                data,
                                training.embeddingSize(),
                                plan(training.iterations()),
                                ProgressPrinter.toStderr());
                };
        if (Thread.interrupted()) {
            encoder.close();
            throw new TrainingException("Training was interrupted when the text encoder was trained, but not written"
                    + " yet. The same run goes on from its checkpoint");
        }
        return written(encoder, file);
    }

    private String identity(TextEncoderSettings training) {
        return training + (startFrom.isPresent() ? " in the place of another" : "") + " on " + data.fingerprint();
    }

    /** Refuses one of other settings or images, or a part of it; one that was put there by hand is taken. */
    private void requireSame(TextEncoderSettings training) {
        Path file = out.resolve(IDENTITY);
        try {
            if (Files.exists(file) && !Files.readString(file).equals(identity(training))) {
                throw new IllegalArgumentException(Quoted.of(out) + " holds a text encoder of other settings or images;"
                        + " name another folder, or delete the files there whose names begin with text-encoder");
            }
        } catch (IOException e) {
            throw new StackGanException(Quoted.of(file) + " cannot be read: " + e, e);
        }
    }

    private static TextEncoder written(TextEncoder encoder, Path file) {
        try {
            TextEncoderFile.write(file, encoder);
            return encoder;
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /**
     * Refuses at once what would fail later: an encoder of other settings in the run's folder, and one that cannot take
     * the place of that of the model to start from.
     */
    public void requireFits(TextEncoderSettings training) {
        requireSame(training);
        if (startFrom.isEmpty() || Files.exists(out.resolve(FILE))) {
            return;
        }
        if (training.kind() != TextEncoderKind.CHAR_CNN_RNN || stated.isEmpty()) {
            throw new IllegalArgumentException("--start-from has stages that know the embeddings of their own text"
                    + " encoder, and only for synthetic birds can a new one, a char-CNN-RNN, be put in its place; give"
                    + " the model's by --text-encoder " + itsEncoder(startFrom.orElseThrow()));
        }
        try (StackGan started = StackGan.load(startFrom.orElseThrow())) {
            int size = started.textEncoder().embeddingSize();
            if (size != training.embeddingSize()) {
                throw new IllegalArgumentException("--start-from has a model for embeddings of " + size
                        + " numbers, but the text encoder to be trained has " + training.embeddingSize()
                        + "; give --set textEncoder.embeddingSize=" + size);
            }
            if (started.provenance().captions().isEmpty()) {
                throw new IllegalArgumentException("--start-from has a model that keeps none of its captions, as a"
                        + " checkpoint's does not, so that no other text encoder can be put in the place of its own;"
                        + " give its own by --text-encoder " + itsEncoder(startFrom.orElseThrow()));
            }
        }
    }

    /** A run keeps it in a file of its own, above its checkpoints, which hold none; a model's file has it. */
    private static String itsEncoder(Path model) {
        Path folder = Files.isDirectory(model) ? model : model.resolveSibling("");
        Path its = (folder.endsWith("checkpoints") ? folder.resolveSibling("") : folder).resolve(FILE);
        return Quoted.bare((Files.exists(its) ? its : model).toString());
    }

    private static TextEncoder kept(Path from, Path file) {
        TextEncoder given = TextEncoderFile.read(from);
        if (Files.notExists(file)) {
            return written(given, file);
        }
        try (TextEncoder there = TextEncoderFile.read(file)) {
            if (!there.fingerprint().equals(given.fingerprint())) {
                given.close();
                throw new IllegalArgumentException(Quoted.of(file) + " is another text encoder than " + Quoted.of(from)
                        + "; name another folder by --out, or leave out --text-encoder");
            }
        }
        return given;
    }

    private CharCnnRnn charCnnRnn(TextEncoderSettings training) {
        if (startFrom.isEmpty()) {
            CharCnnRnn encoder = trained(training);
            long seed = TextEncoderPlan.standard().seed();
            return training.whitening() ? replacing(encoder, e -> EmbeddingWhitening.of(e, data, seed)) : encoder;
        }
        return replacing(trained(training), e -> imitating(e, startFrom.orElseThrow(), training));
    }

    private CharCnnRnn imitating(CharCnnRnn encoder, Path model, TextEncoderSettings training) {
        int batches = Math.max(1, training.iterations() * 3 / 4);
        System.err.println("Putting it in the place of the text encoder of " + Quoted.of(model) + ", in " + batches
                + " iterations");
        TextEncoderPlan plan = plan(batches)
                .withBatchSize(CAPTIONS)
                .withCandidatesPerPair(1)
                .withLearningRate(IMITATION)
                .withCheckpoint(out.resolve("text-encoder-imitation-checkpoint.safetensors"));
        try (StackGan started = StackGan.load(model)) {
            return EncoderImitation.train(
                    encoder, started.textEncoder(), stated.orElseThrow(), plan, ProgressPrinter.toStderr());
        }
    }

    private CharCnnRnn trained(TextEncoderSettings training) {
        TextEncoderPlan plan = plan(training.iterations());
        return stated.map(captions -> CaptionTraining.train(
                        captions,
                        CharCnnRnn.Variant.BIRDS_ICML,
                        training.embeddingSize(),
                        plan.withBatchSize(CAPTIONS).withCandidatesPerPair(1),
                        ProgressPrinter.toStderr()))
                .orElseGet(() -> TextEncoderTraining.train(
                        data,
                        CharCnnRnn.Variant.BIRDS_ICML,
                        training.embeddingSize(),
                        plan,
                        ProgressPrinter.toStderr()));
    }

    private static CharCnnRnn replacing(CharCnnRnn encoder, UnaryOperator<CharCnnRnn> change) {
        try (encoder) {
            return change.apply(encoder);
        }
    }

    /** Stopped, the same run goes on where it was. */
    private TextEncoderPlan plan(int iterations) {
        return TextEncoderPlan.standard()
                .withIterations(iterations)
                .withCandidatesPerPair(100)
                .withCheckpoint(out.resolve("text-encoder-checkpoint.safetensors"));
    }
}
