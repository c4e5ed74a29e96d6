package io.github.stackgan.metrics.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A study that asks people to rank several methods' images of the same sentences, as the paper's section 4.2 did.
 *
 * <pre>{@code
 * HumanStudy study = HumanStudy.of(sentences, List.of(
 *         StudyMethod.fromFolder("Stage-I", Path.of("stage1")),
 *         StudyMethod.fromFolder("StackGAN", Path.of("stackgan"))));
 * study.write(Path.of("study.html"), Path.of("study-key.json"));
 * }</pre>
 *
 * @param question what raters are asked, shown above every sentence
 * @param sentences what the images show, at least one
 * @param methods from 2 to {@value #MOST_METHODS} methods with different names and the same number of images for each
 *     sentence
 * @param seed decides which method hides behind which candidate
 * @since 0.1.0
 */
public record HumanStudy(String question, List<String> sentences, List<StudyMethod> methods, long seed) {
    /** More than these cannot be held in mind, nor on a phone. */
    public static final int MOST_METHODS = 9;

    private static final String QUESTION = "Which image looks most real and shows the sentence best?";

    /**
     * Checks the study.
     *
     * @throws IllegalArgumentException if there are no sentences, a sentence or the question is blank, there are too
     *     few or too many methods, names are double, or the numbers of images do not fit
     */
    public HumanStudy {
        sentences = List.copyOf(sentences);
        methods = List.copyOf(methods);
        if (question.isBlank()) {
            throw new IllegalArgumentException("The question is blank, but raters need to know what to look for");
        }
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("There are no sentences, but a study needs at least one");
        }
        for (int i = 0; i < sentences.size(); i++) {
            if (sentences.get(i).isBlank()) {
                throw new IllegalArgumentException("Sentence " + (i + 1) + " of " + sentences.size() + " is blank");
            }
        }
        requireNames(methods.stream().map(StudyMethod::name).toList());
        requireSameImages(sentences, methods);
    }

    /**
     * Refuses methods that no study compares, before their images are generated.
     *
     * @param names of all methods
     * @throws IllegalArgumentException if there are too few or too many, or two have the same name
     */
    public static void requireNames(List<String> names) {
        if (names.size() < 2 || names.size() > MOST_METHODS) {
            throw new IllegalArgumentException(
                    "There are " + names.size() + " methods, but a study compares from 2 to " + MOST_METHODS);
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("Two methods are called \"" + name + "\"");
            }
        }
    }

    /**
     * A study with the usual question and seed 0.
     *
     * @param sentences what the images show
     * @param methods what is compared
     * @return the study
     */
    public static HumanStudy of(List<String> sentences, List<StudyMethod> methods) {
        return new HumanStudy(QUESTION, sentences, methods, 0);
    }

    /**
     * Asks something else.
     *
     * @param other the question, by default about realism and fit to the sentence
     * @return the changed study
     */
    public HumanStudy withQuestion(String other) {
        return new HumanStudy(other, sentences, methods, seed);
    }

    /**
     * Shuffles otherwise.
     *
     * @param other any number, by default 0
     * @return the changed study
     */
    public HumanStudy withSeed(long other) {
        return new HumanStudy(question, sentences, methods, other);
    }

    /**
     * How many images of each method stand together for one sentence; the paper showed five.
     *
     * @return at least 1
     */
    public int imagesPerSentence() {
        return methods.get(0).images().size() / sentences.size();
    }

    /**
     * Writes the page that raters open, and the key that says what they saw. The same study gives the same bytes.
     *
     * @param page the HTML file: whole in itself, without the methods' names; give it to raters
     * @param key the JSON file: keep it to yourself
     * @return the key
     * @throws StudyException if an image cannot be read, the page would be too large, or a file cannot be written;
     *     or the key of another study is there
     */
    public StudyKey write(Path page, Path key) {
        if (page.toAbsolutePath().normalize().equals(key.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("Page and key are both " + page + ", but must be two files");
        }
        List<List<String>> hidden = shuffled();
        StudyPage content = StudyPage.of(this, hidden);
        StudyKey made = new StudyKey(
                content.id(),
                question,
                seed,
                sentences,
                methods.stream().map(StudyMethod::name).toList(),
                hidden);
        if (Files.exists(key) && !StudyKey.read(key).equals(made)) {
            throw new StudyException(key + " is the key of another study, whose raters' answers it alone can read; name"
                    + " other files, or move it away");
        }
        // The key first: a page without one is of no use to anybody.
        made.write(key);
        content.write(page);
        return made;
    }

    /** For every sentence the methods' names in the order of the candidates "a", "b", and so on. */
    private List<List<String>> shuffled() {
        Random random = new Random(seed);
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            List<String> names =
                    new ArrayList<>(methods.stream().map(StudyMethod::name).toList());
            Collections.shuffle(names, random);
            all.add(names);
        }
        return all;
    }

    private static void requireSameImages(List<String> sentences, List<StudyMethod> methods) {
        int first = methods.get(0).images().size();
        for (StudyMethod method : methods) {
            int count = method.images().size();
            if (count % sentences.size() != 0) {
                throw new IllegalArgumentException("Method \"" + method.name() + "\" has " + count + " images for "
                        + sentences.size() + " sentences, but every sentence needs the same number");
            }
            if (count != first) {
                throw new IllegalArgumentException("Method \"" + method.name() + "\" has " + count + " images, but \""
                        + methods.get(0).name() + "\" has " + first);
            }
        }
    }
}
