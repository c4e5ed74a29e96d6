package io.github.stackgan.core.report;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.formats.FormatVersion;
import io.github.stackgan.core.weights.formats.WeightFiles;
import io.github.stackgan.formats.FileKind;
import io.github.stackgan.spi.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says what a file of weights is: its size and checksum, all that it says of itself, such as settings and provenance,
 * and how many numbers it has for which network.
 *
 * @since 0.1.0
 */
public final class WeightFileReport {
    private static final double MEGA = 1e6;

    private WeightFileReport() {}

    /**
     * Describes a model, a checkpoint, a text encoder, a cache of embeddings, or weights of others. The checksum and
     * the weights of the library's own files are verified.
     *
     * @param file of any kind; what is none of these is named
     * @return lines to print
     * @throws IOException if it cannot be read
     * @throws io.github.stackgan.ModelFormatException if it is damaged
     */
    public static List<String> of(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %.1f MB, SHA-256 %s",
                Quoted.bare(file),
                Files.size(file) / MEGA,
                MoreFiles.asByteSource(file).hash(Hashing.sha256())));
        FileKind kind = kind(file);
        switch (kind) {
            case SAFETENSORS -> lines.addAll(safetensors(file));
            case ZIP, PICKLE -> {
                lines.add(kind.explanation());
                lines.addAll(networks(WeightFiles.read(file)));
            }
            default -> lines.add(kind.explanation());
        }
        return lines;
    }

    private static FileKind kind(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FileKind.of(in.readNBytes(FileKind.BYTES));
        }
    }

    private static List<String> safetensors(Path file) {
        Map<String, String> metadata = WeightFiles.metadata(file);
        boolean ours = Arrays.stream(FormatVersion.values()).anyMatch(format -> format.isOf(metadata));
        Map<String, Weight> weights = ours ? WeightFiles.readOwn(file).weights() : WeightFiles.read(file);
        List<String> lines = new ArrayList<>();
        if (ours) {
            lines.add("The weights are finite and as its checksum says");
        }
        metadata.forEach((name, value) -> lines.add(Quoted.bare(name) + ": " + readable(value)));
        lines.addAll(networks(weights));
        return lines;
    }

    private static String readable(String value) {
        try {
            return Quoted.harmless(
                    new GsonBuilder().setPrettyPrinting().create().toJson(StrictJson.parse(value)));
        } catch (JsonParseException e) {
            return Quoted.bare(value);
        }
    }

    private static List<String> networks(Map<String, Weight> weights) {
        Map<String, Long> counts = weights.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> network(entry.getKey()),
                        TreeMap::new,
                        Collectors.summingLong(
                                entry -> Weight.count(entry.getValue().shape()))));
        List<String> lines = new ArrayList<>();
        lines.add(weights.size() + " arrays:");
        counts.forEach((name, count) ->
                lines.add(String.format(Locale.ROOT, "  %-24s %,d numbers", Quoted.bare(name), count)));
        return lines;
    }

    /** "stage1.generator" of "stage1.generator.fc.0.weight"; of others the first part. */
    private static String network(String weight) {
        String[] parts = weight.split("\\.");
        return parts.length > 2 && parts[0].startsWith("stage") ? parts[0] + "." + parts[1] : parts[0];
    }
}
