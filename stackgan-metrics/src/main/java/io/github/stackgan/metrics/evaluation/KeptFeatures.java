package io.github.stackgan.metrics.evaluation;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.formats.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The folder where an evaluation keeps what it has read of images, so that it goes on where it was stopped. */
final class KeptFeatures {
    private static final System.Logger LOGGER = System.getLogger(KeptFeatures.class.getName());
    private static final String KEY = "evaluation.txt";
    private static final int DELETIONS = 5;

    private KeptFeatures() {}

    /**
     * Evaluates in the folder that is given, or in a temporary one.
     *
     * @param key what decides the features; a folder of anything else is refused
     */
    static EvaluationReport in(Optional<Path> folder, String key, Function<Path, EvaluationReport> evaluation) {
        if (folder.isPresent()) {
            claim(folder.get(), key);
            return evaluation.apply(folder.get());
        }
        try {
            Path temporary = Files.createTempDirectory("stackgan-evaluation");
            try {
                return evaluation.apply(temporary);
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw new StackGanException("The temporary folder cannot be used: " + e, e);
        }
    }

    private static void claim(Path folder, String key) {
        Path file = folder.resolve(KEY);
        try {
            Folders.make(folder);
            if (Files.notExists(file)) {
                AtomicFile.writeString(file, key);
            }
            String found = Files.readString(file);
            if (!found.equals(key)) {
                throw new StackGanException(folder + " holds another evaluation:\n" + found + "but this one is\n" + key
                        + "Choose another folder, or delete that one.");
            }
        } catch (IOException e) {
            throw new StackGanException("The evaluation's folder " + folder + " cannot be used: " + e, e);
        }
    }

    /**
     * Deletes the temporary folder. Windows deletes no file that is mapped into memory, and Java ends a map when its
     * garbage is collected; what stays even then is told, and the report is not lost for it.
     */
    private static void delete(Path folder) {
        for (int attempt = 1; ; attempt++) {
            try {
                MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
                return;
            } catch (IOException e) {
                if (attempt == DELETIONS) {
                    LOGGER.log(System.Logger.Level.WARNING, "The temporary folder " + folder + " stays: delete it", e);
                    return;
                }
                System.gc();
            }
        }
    }
}
