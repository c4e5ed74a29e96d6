package io.github.stackgan.core.weights.formats;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.Quoted;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formats of this library's own files, which their metadata names as "format": a kind and a number, counted up
 * whenever an earlier version could not read what is written.
 */
public enum FormatVersion {
    /** What StackGan.save writes. */
    MODEL("stackgan-model", 1, "a model", "StackGan.load reads what StackGan.save wrote"),
    /** What training writes. */
    CHECKPOINT("stackgan-checkpoint", 1, "a checkpoint", "Name a directory that holds checkpoints of training"),
    /** What EmbeddingCache writes. */
    EMBEDDINGS("stackgan-embeddings", 1, "a cache of embeddings", "Delete it, or name another file"),
    /** What TextEncoderFile writes of encoders that are no char-CNN-RNN. */
    TEXT_ENCODER("stackgan-encoder", 1, "a text encoder", "TextEncoderFile.read reads what it wrote");

    private static final String KEY = "format";
    private static final Pattern FORM = Pattern.compile("(stackgan-[a-z]+)/([0-9]{1,9})");

    private final String kind;
    private final int number;
    private final String words;
    private final String remedy;

    FormatVersion(String kind, int number, String words, String remedy) {
        this.kind = kind;
        this.number = number;
        this.words = words;
        this.remedy = remedy;
    }

    /** Adds this format to the metadata of a new file. */
    public void mark(Map<String, String> metadata) {
        metadata.put(KEY, kind + "/" + number);
    }

    /** Whether a file says that it is of this kind, of whatever number. */
    public boolean isOf(Map<String, String> metadata) {
        return metadata.getOrDefault(KEY, "").startsWith(kind + "/");
    }

    /**
     * Checks what a file says of itself.
     *
     * @throws ModelFormatException if it is of another format, or of a later number
     */
    public void require(Path path, Map<String, String> metadata) {
        String found = metadata.getOrDefault(KEY, "");
        refuseNewer(path, found);
        if (!found.equals(kind + "/" + number)) {
            throw new ModelFormatException(path + " is not " + words + ": its format is "
                    + (found.isEmpty() ? "not named" : Quoted.of(found)) + ", expected " + kind + "/" + number + ". "
                    + remedy + ".");
        }
    }

    private void refuseNewer(Path path, String found) {
        Matcher form = FORM.matcher(found);
        if (form.matches() && form.group(1).equals(kind) && Integer.parseInt(form.group(2)) > number) {
            throw new ModelFormatException(path + " was written by a newer version of StackGAN for Java: its format is "
                    + found + ", but this version reads up to " + kind + "/" + number + ". Update StackGAN for Java.");
        }
    }
}
