package io.github.stackgan.core.weights.formats;

import io.github.stackgan.ModelFormatException;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.engine.OwnThread;
import io.github.stackgan.core.weights.Bytes;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import io.github.stackgan.formats.FileKind;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Weight files of any known format, told by their content; a name's ending only decides whose message a file of no
 * known format gets. Weights that no network can compute with are refused here: NaN, infinite ones, and negative
 * variances.
 */
public final class WeightFiles {
    private static final String VARIANCE = "running_var";

    /** Of DataParallel and DistributedDataParallel, of torch.compile. */
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

    /** Modules are wrapped once, or once in each way. */
    private static final int MOST_WRAPPERS = 4;

    private WeightFiles() {}

    /**
     * Reads a safetensors file or a PyTorch state dict.
     *
     * @param path the file
     * @return arrays by name, in the order of the file; "module." or "_orig_mod." before all names is left out
     * @throws ModelFormatException if it cannot be read, is damaged, or has weights that make no sense, naming them
     */
    public static Map<String, Weight> read(Path path) {
        FileKind kind = kind(path);
        boolean named = path.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
        Map<String, Weight> weights =
                switch (kind) {
                    case SAFETENSORS -> Safetensors.read(path).weights();
                    case ZIP, PICKLE -> PyTorchStateDict.read(path);
                    case UNKNOWN -> named ? Safetensors.read(path).weights() : PyTorchStateDict.read(path);
                    default -> throw new ModelFormatException(path + " holds no weights: " + kind.explanation() + ".");
                };
        checkNumbers(path, weights);
        return withoutSharedPrefix(weights);
    }

    /**
     * What a file of weights says of itself.
     *
     * @param path the file
     * @return free text by name; empty for formats that have none
     * @throws ModelFormatException if it cannot be read, or is a damaged safetensors file
     */
    public static Map<String, String> metadata(Path path) {
        return kind(path) == FileKind.SAFETENSORS ? Safetensors.readMetadata(path) : Map.of();
    }

    /**
     * Reads a safetensors file that this library wrote, with its metadata.
     *
     * @param path the file
     * @return what it holds
     * @throws ModelFormatException if it cannot be read, is damaged, or has weights that make no sense, naming them
     */
    public static SafetensorsFile readOwn(Path path) {
        SafetensorsFile file = Safetensors.read(path);
        checkNumbers(path, file.weights());
        return file;
    }

    /**
     * Writes a safetensors file that {@link #readOwn} will not refuse: aside, then moved, so that the name always
     * stands for a whole file. Whoever was told to stop still gets the file, for it is written on a thread of its own.
     *
     * @param path the file; one that is there is replaced, and stays if this fails
     * @param metadata free text by name
     * @param weights arrays by name
     * @throws ModelFormatException if it cannot be written, or a weight makes no sense, naming it
     */
    public static void write(Path path, Map<String, String> metadata, Map<String, Weight> weights) {
        weights.forEach((name, weight) -> fault(name, weight).ifPresent(fault -> {
            throw new ModelFormatException(path + " is not written: " + fault
                    + "; if it is so with FLOAT16 alone, which ends at 65504, save without, or else go back to weights"
                    + " from before the training went wrong");
        }));
        OwnThread.call(
                "stackgan-save",
                () -> {
                    Safetensors.write(path, metadata, weights);
                    return path;
                },
                () -> {});
    }

    /**
     * What wrappers of modules put before the names of all weights, such as DataParallel, says nothing about a weight.
     */
    private static Map<String, Weight> withoutSharedPrefix(Map<String, Weight> weights) {
        int start = 0;
        for (int i = 0; i < MOST_WRAPPERS && !weights.isEmpty(); i++) {
            int from = start;
            start += PREFIXES.stream()
                    .filter(prefix -> weights.keySet().stream().allMatch(name -> name.startsWith(prefix, from)))
                    .mapToInt(String::length)
                    .findFirst()
                    .orElse(0);
        }
        Map<String, Weight> bare = new LinkedHashMap<>();
        for (Map.Entry<String, Weight> entry : weights.entrySet()) {
            bare.put(entry.getKey().substring(start), entry.getValue());
        }
        return bare;
    }

    private static FileKind kind(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ModelFormatException(
                    path + " cannot be read: it is a directory or a device; name the file itself");
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return FileKind.of(Bytes.start(channel));
        } catch (IOException e) {
            throw new ModelFormatException(path + " cannot be read: " + FileFault.reason(e), e);
        }
    }

    private static void checkNumbers(Path path, Map<String, Weight> weights) {
        weights.forEach((name, weight) -> fault(name, weight).ifPresent(fault -> {
            throw new ModelFormatException(path + " cannot be used: " + fault
                    + "; its training went wrong or the file is damaged, so take another one");
        }));
    }

    /** What no network can compute with, or empty. */
    private static Optional<String> fault(String name, Weight weight) {
        boolean fractions =
                switch (weight.type()) {
                    case F16, BF16, F32, F64 -> true;
                    case I8, U8, I16, I32, I64, BOOL -> false;
                };
        if (!fractions) {
            return Optional.empty();
        }
        FloatBuffer values =
                weight.type() == WeightType.F32 ? weight.data().asFloatBuffer() : FloatBuffer.wrap(weight.toFloats());
        float least = name.endsWith(VARIANCE) || isSecondMoment(name) ? 0 : -Float.MAX_VALUE;
        for (int i = 0; i < values.limit(); i++) {
            float value = values.get(i);
            // NaN is neither above nor below.
            if (!(value >= least && value <= Float.MAX_VALUE)) {
                return Optional.of("number " + i + " of " + Quoted.of(name) + " is " + value
                        + ", but must be finite in single precision" + (least == 0 ? " and not negative" : ""));
            }
        }
        return Optional.empty();
    }

    /** Adam's mean of squares, in checkpoints. */
    private static boolean isSecondMoment(String name) {
        return name.startsWith("adam.") && name.contains(".second.");
    }
}
