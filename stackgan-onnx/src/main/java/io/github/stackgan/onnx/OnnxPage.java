package io.github.stackgan.onnx;

import com.google.common.io.Resources;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.text.Alphabet;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.core.text.UnknownCharacters;
import io.github.stackgan.settings.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Experimental: a model as a folder with a page that generates in the browser, by ONNX Runtime for the web: {@code
 * index.html} is opened as a file, or put onto any web server as it is. A text and a seed give the image that {@link
 * StackGan#generate} gives, but for the rounding of weights to half precision and of single levels.
 *
 * @since 0.1.0
 */
public final class OnnxPage {
    private static final String RUNTIME = "runtime.js";
    private static final String MODEL = "model.js";
    private static final List<String> PARTS = List.of("page.css", "page.js", "index.html");
    private static final byte[] START = "const MODEL = {".getBytes(StandardCharsets.UTF_8);

    private OnnxPage() {}

    /**
     * Writes the page; each of its files appears whole or not at all, {@code index.html} last.
     *
     * @param gan a model that reads by char-CNN-RNN
     * @param folder where the files go; made if it is not there
     * @param runtime the archive of the npm package onnxruntime-web 1.30.0, as {@code npm pack} writes it
     * @return index.html
     * @throws IllegalArgumentException if the text encoder is of another kind, or the model is told where to draw
     * @throws ModelFormatException if the archive cannot be read or is another one, the folder has files of another
     *     page, a file cannot be written, or a weight is NaN, infinite or too large for half precision
     */
    public static Path write(StackGan gan, Path folder, Path runtime) {
        if (!(gan.textEncoder() instanceof CharCnnRnn encoder)) {
            throw new IllegalArgumentException("The model's text encoder is "
                    + gan.textEncoder().getClass().getName() + ", but a page reads texts by char-CNN-RNN alone;"
                    + " take a model that was trained with one, or write it as ONNX files");
        }
        // What cannot be written is refused before anything is.
        requireOwn(folder);
        BrowserRuntime browser = BrowserRuntime.read(runtime);
        JsonObject model = model(gan, encoder);
        JsonObject packed = new JsonObject();
        packed.addProperty("script", packed(browser.script()));
        packed.addProperty("wasm", packed(browser.wasm()));
        // The model first: it is what tells a page of ours, also one that was written half.
        write(folder.resolve(MODEL), "MODEL", model);
        write(folder.resolve(RUNTIME), "RUNTIME", packed);
        for (String part : PARTS) {
            OnnxFiles.write(folder.resolve(part), resource(part));
        }
        return folder.resolve("index.html");
    }

    /** Another site's index.html must not go. */
    private static void requireOwn(Path folder) {
        if (isPage(folder)) {
            return;
        }
        Stream.concat(Stream.of(RUNTIME, MODEL), PARTS.stream())
                .filter(name -> Files.exists(folder.resolve(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new ModelFormatException("The folder " + Quoted.of(folder) + " has " + Quoted.of(name)
                            + " of another page, which would be replaced; name a folder of its own");
                });
    }

    /** Whether a page was written there before; a model is large, and its beginning tells. */
    private static boolean isPage(Path folder) {
        try (InputStream model = Files.newInputStream(folder.resolve(MODEL))) {
            return Arrays.equals(model.readNBytes(START.length), START);
        } catch (IOException e) {
            return false;
        }
    }

    /** What page.js reads as MODEL. */
    static JsonObject model(StackGan gan, CharCnnRnn encoder) {
        JsonObject model = new JsonObject();
        model.addProperty("alphabet", Alphabet.CHARACTERS);
        model.addProperty("length", Alphabet.LENGTH);
        boolean space = encoder.unknownCharacters() == UnknownCharacters.SPACE;
        model.addProperty("unknown", Alphabet.CHARACTERS.length() - (space ? 1 : 0));
        model.addProperty("purpose", "picture");
        model.addProperty("z", gan.settings().stage1().noiseSize());
        JsonArray stages = new JsonArray();
        for (Stage stage : gan.settings().stages()) {
            JsonObject about = new JsonObject();
            about.addProperty("size", stage.imageSize());
            about.addProperty("condition", stage.conditioning().size());
            about.addProperty("noise", stage.conditioning().noise().name());
            stages.add(about);
        }
        model.add("stages", stages);
        JsonArray captions = new JsonArray();
        gan.provenance().captions().forEach(captions::add);
        model.add("captions", captions);
        Map<String, byte[]> files = OnnxFiles.models(gan, SaveOption.FLOAT16);
        model.addProperty("encoder", packed(Objects.requireNonNull(files.get(OnnxFiles.TEXT_ENCODER))));
        model.addProperty("generators", packed(Objects.requireNonNull(files.get(OnnxFiles.GENERATORS))));
        return model;
    }

    /** A page that was opened as a file may load scripts, and nothing else. */
    private static void write(Path file, String name, JsonObject content) {
        OnnxFiles.write(file, ("const " + name + " = " + content + ";\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private static byte[] resource(String name) {
        try {
            return Resources.toByteArray(Resources.getResource(OnnxPage.class, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
