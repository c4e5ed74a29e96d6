package io.github.stackgan.sentences;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.stackgan.ModelFormatException;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.engine.PyTorch;
import io.github.stackgan.core.nn.FileWeights;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.spi.HostArray;
import io.github.stackgan.spi.SavedTextEncoder;
import io.github.stackgan.spi.StrictJson;
import io.github.stackgan.spi.TextEncoderProvider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Experimental: how files of models find {@link SentenceEncoder}.
 *
 * @since 0.1.0
 */
public final class SentenceEncoderProvider implements TextEncoderProvider {
    static final String PRETRAINED = "pretrained";
    static final String SHA256 = "sha256";
    static final String COLOURS = "colours";

    /** For {@link java.util.ServiceLoader}. */
    public SentenceEncoderProvider() {}

    @Override
    public String kind() {
        return SentenceEncoder.KIND;
    }

    @Override
    public TextEncoder read(String origin, SavedTextEncoder saved, Optional<Device> device) {
        JsonObject settings = settings(origin, saved.settings());
        requireSamePretrained(origin, settings);
        ColourWords colours = colours(origin, settings);
        int size = embeddingSize(origin, saved);
        NDManager manager = PyTorch.manager(device);
        try {
            return Parameters.blank(manager)
                    .read(
                            FileWeights.of(origin, saved),
                            p -> new SentenceEncoder(manager, p, size, TokenCache.small(), colours));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static void requireSamePretrained(String origin, JsonObject settings) {
        String name = text(origin, settings, PRETRAINED);
        String sha256 = text(origin, settings, SHA256);
        String own = MiniLm.get().sha256();
        if (!name.equals(MiniLm.NAME) || !sha256.equals(own)) {
            throw new ModelFormatException(origin + ": its text encoder was trained on the language model "
                    + Quoted.of(name) + " of SHA-256 " + Quoted.bare(sha256) + ", but here is " + MiniLm.NAME + " of "
                    + own + "; take the version of stackgan-sentences that wrote the file");
        }
    }

    private static JsonObject settings(String origin, String json) {
        try {
            if (StrictJson.parse(json) instanceof JsonObject settings) {
                return settings;
            }
        } catch (JsonParseException e) {
            throw new ModelFormatException(
                    origin + ": the settings of its text encoder cannot be read; fetch or save the file again", e);
        }
        throw lacking(origin, "object");
    }

    private static String text(String origin, JsonObject settings, String name) {
        if (settings.get(name) instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw lacking(origin, name);
    }

    private static ColourWords colours(String origin, JsonObject settings) {
        if (!(settings.get(COLOURS) instanceof JsonArray names)) {
            throw lacking(origin, COLOURS);
        }
        Set<String> known = new HashSet<>();
        for (JsonElement name : names) {
            if (!(name instanceof JsonPrimitive text)) {
                throw lacking(origin, COLOURS);
            }
            known.add(text.getAsString());
        }
        return ColourWords.of(known);
    }

    private static ModelFormatException lacking(String origin, String name) {
        return new ModelFormatException(origin + ": the settings of its text encoder have no proper " + name
                + "; fetch the file again, or save it again");
    }

    private static int embeddingSize(String origin, SavedTextEncoder saved) {
        HostArray bias = saved.arrays().get(SentenceHead.LAST_BIAS);
        long[] shape = bias == null ? new long[0] : bias.shape();
        if (shape.length != 1 || shape[0] < 1 || shape[0] > Integer.MAX_VALUE) {
            throw new ModelFormatException(origin + ": " + SentenceHead.LAST_BIAS + " of its text encoder is "
                    + (bias == null ? "missing" : Arrays.toString(shape))
                    + ", but must have one number for each of an embedding; fetch the file again");
        }
        return (int) shape[0];
    }
}
