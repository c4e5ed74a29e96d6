package io.github.stackgan.metrics.study;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.gson.stream.JsonWriter;
import io.github.stackgan.imaging.Levels;
import io.github.stackgan.imaging.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The HTML page of a study: the template study.html with the study as JSON in it, images and all.
 *
 * <p>Images are decoded and written anew as PNG, so that neither names nor metadata of the files tell who made them.
 * Gson writes the signs that mean something to HTML as escapes, so no sentence can leave the JSON.
 */
final class StudyPage {
    /** In characters of base64. Phones run out of memory long before browsers refuse. */
    private static final long MOST = 100_000_000;

    private static final String TEMPLATE = "study.html";
    private static final String PLACE = "@STUDY@";

    private final HumanStudy study;
    /** For every sentence, every candidate, every image: PNG in base64. */
    private final List<List<List<String>>> images;

    private StudyPage(HumanStudy study, List<List<List<String>>> images) {
        this.study = study;
        this.images = images;
    }

    static StudyPage of(HumanStudy study, List<List<String>> hidden) {
        List<List<List<String>>> all = new ArrayList<>();
        long size = 0;
        for (int i = 0; i < hidden.size(); i++) {
            List<List<String>> candidates = new ArrayList<>();
            for (String name : hidden.get(i)) {
                List<String> own = new ArrayList<>();
                for (Path file : images(study, name, i)) {
                    String encoded = encoded(file);
                    own.add(encoded);
                    size += encoded.length();
                    if (size > MOST) {
                        throw new StudyException("The page would be over " + MOST / 1_000_000 + " MB by sentence "
                                + (i + 1) + " of " + hidden.size()
                                + ": take fewer sentences, fewer images for each, or smaller images");
                    }
                }
                candidates.add(own);
            }
            all.add(candidates);
        }
        return new StudyPage(study, all);
    }

    /** Names what raters see, and neither methods nor seed, which could be guessed from it. */
    String id() {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, study.question());
        for (int i = 0; i < images.size(); i++) {
            put(hasher, study.sentences().get(i));
            images.get(i).forEach(candidate -> candidate.forEach(image -> put(hasher, image)));
        }
        return hasher.hash().toString().substring(0, 16);
    }

    private static void put(Hasher hasher, String text) {
        hasher.putInt(text.length()).putUnencodedChars(text);
    }

    void write(Path file) {
        String template = template();
        int at = template.indexOf(PLACE);
        StudyFile.write(file, out -> {
            out.write(template, 0, at);
            writeStudy(out);
            out.write(template, at + PLACE.length(), template.length() - at - PLACE.length());
        });
    }

    private void writeStudy(Writer out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.setHtmlSafe(true);
        json.beginObject();
        json.name("study").value(id());
        json.name("question").value(study.question());
        json.name("questions").beginArray();
        for (int i = 0; i < images.size(); i++) {
            json.beginObject().name("sentence").value(study.sentences().get(i));
            json.name("candidates").beginArray();
            for (int j = 0; j < images.get(i).size(); j++) {
                json.beginObject().name("id").value(StudyKey.candidate(j));
                json.name("images").beginArray();
                for (String image : images.get(i).get(j)) {
                    json.value(image);
                }
                json.endArray().endObject();
            }
            json.endArray().endObject();
        }
        json.endArray().endObject();
        json.flush();
    }

    private static String template() {
        try (InputStream in = StudyPage.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("stackgan-metrics was built without its page " + TEMPLATE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The page " + TEMPLATE + " in stackgan-metrics cannot be read", e);
        }
    }

    private static List<Path> images(HumanStudy study, String name, int sentence) {
        StudyMethod method = study.methods().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
        int n = study.imagesPerSentence();
        return method.images().subList(sentence * n, (sentence + 1) * n);
    }

    private static String encoded(Path file) {
        BufferedImage image = read(file);
        int width = image.getWidth();
        BufferedImage plain = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_RGB);
        plain.setRGB(0, 0, width, image.getHeight(), Levels.onWhite(image), 0, width);
        return Base64.getEncoder().encodeToString(Png.of(plain));
    }

    private static BufferedImage read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            BufferedImage image = ImageIO.read(in);
            if (image != null) {
                return image;
            }
        } catch (IOException | RuntimeException e) {
            // ImageIO tells of broken files in many ways, unchecked ones among them.
            throw new StudyException(file + ": not an image that can be read (" + e + ")", e);
        }
        throw new StudyException(file + ": not an image; PNG, JPEG, GIF and BMP can be read");
    }
}
