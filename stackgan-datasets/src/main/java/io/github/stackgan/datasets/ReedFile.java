package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.datasets.formats.NumberArray;
import io.github.stackgan.datasets.formats.Table;
import io.github.stackgan.datasets.formats.Torch7;
import io.github.stackgan.datasets.formats.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A Torch7 file of Reed et al. (CVPR 2016), one for each image of CUB or Oxford-102.
 *
 * @param captions its captions, made from the character numbers of {@code char} (length, captions)
 * @param embeddings of {@code txt} (captions, size), in the order of the captions; empty if the file has none
 * @since 0.1.0
 */
public record ReedFile(List<String> captions, Optional<NumberArray> embeddings) {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-,;.!?:'\"/\\|_@#$%^&*~`+-=<>()[]{} ";

    /**
     * Reads a file.
     *
     * @param file such as {@code cub_icml/001.Black_footed_Albatross/Black_Footed_Albatross_0001_796111.t7}
     * @return its content
     * @throws DatasetException naming file and entry, if it is another kind of file
     */
    public static ReedFile read(Path file) {
        Table table = Torch7.read(file).asTable(file.toString());
        String where = file + " entry \"char\"";
        NumberArray characters = table.get("char").orElse(Value.NONE).asArray(where);
        int[] shape = characters.shape();
        if (shape.length != 2) {
            throw new DatasetException(
                    where + ": expected an array (length, captions), but found " + characters.kind());
        }
        long[] numbers = characters.longs(where);
        List<String> captions = IntStream.range(0, shape[1])
                .mapToObj(i -> sentence(where, numbers, i, shape[1]))
                .toList();
        Optional<NumberArray> embeddings = table.get("txt").map(v -> v.asArray(file + " entry \"txt\""));
        return new ReedFile(captions, embeddings);
    }

    /** Characters are numbered from 1; 0 fills the end and stands for unknown ones. */
    private static String sentence(String where, long[] numbers, int caption, int captions) {
        StringBuilder text = new StringBuilder();
        for (int i = caption; i < numbers.length; i += captions) {
            if (numbers[i] < 0 || numbers[i] > ALPHABET.length()) {
                throw new DatasetException(where + ": character " + i / captions + " of caption " + caption
                        + " has the number " + numbers[i] + ", but they go from 1 to " + ALPHABET.length());
            }
            if (numbers[i] > 0) {
                text.append(ALPHABET.charAt((int) numbers[i] - 1));
            }
        }
        return text.toString().strip();
    }

    /** The captions that are not blank, to train on. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(captions);
        sentences.removeIf(String::isBlank);
        return sentences;
    }
}
