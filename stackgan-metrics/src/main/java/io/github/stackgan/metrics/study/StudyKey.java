package io.github.stackgan.metrics.study;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What raters of a study must not know: which method hides behind which candidate. Without it answers mean nothing.
 *
 * @param study the page's name, which every answer repeats
 * @param question what raters were asked
 * @param seed what decided the shuffling
 * @param sentences what the images show
 * @param methods the methods' names, in the order in which results list them
 * @param hidden for every sentence the name of the method behind candidates "a", "b", and so on
 * @since 0.1.0
 */
public record StudyKey(
        String study,
        String question,
        long seed,
        List<String> sentences,
        List<String> methods,
        List<List<String>> hidden) {
    private static final String FORMAT = "stackgan-study-key";

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a sentence does not hide each method once
     */
    public StudyKey {
        sentences = List.copyOf(sentences);
        methods = List.copyOf(methods);
        hidden = hidden.stream().map(List::copyOf).toList();
        if (sentences.isEmpty() || hidden.size() != sentences.size()) {
            throw new IllegalArgumentException("There are " + sentences.size() + " sentences and candidates for "
                    + hidden.size() + ", but both must be the same and at least 1");
        }
        int n = methods.size();
        if (n < 2 || n > HumanStudy.MOST_METHODS || new HashSet<>(methods).size() != n) {
            throw new IllegalArgumentException("The methods are " + methods + ", but must be from 2 to "
                    + HumanStudy.MOST_METHODS + " different names");
        }
        for (int i = 0; i < hidden.size(); i++) {
            List<String> names = hidden.get(i);
            if (names.size() != n || !new HashSet<>(names).equals(new HashSet<>(methods))) {
                throw new IllegalArgumentException(
                        "Sentence " + (i + 1) + " hides " + names + ", but must hide each of " + methods + " once");
            }
        }
    }

    /**
     * Reads a key.
     *
     * @param file what {@link HumanStudy#write} wrote
     * @return the key
     * @throws StudyException if the file is no such key
     */
    public static StudyKey read(Path file) {
        JsonObject json = StudyFile.read(file, FORMAT);
        List<String> sentences = new ArrayList<>();
        List<List<String>> hidden = new ArrayList<>();
        for (JsonObject question : StudyFile.objects(file, json, "questions")) {
            sentences.add(StudyFile.string(file, question, "sentence"));
            hidden.add(StudyFile.strings(file, "candidates", question.get("candidates")));
        }
        JsonElement methods = json.get("methods");
        try {
            return new StudyKey(
                    StudyFile.string(file, json, "study"),
                    StudyFile.string(file, json, "question"),
                    StudyFile.integer(file, json, "seed"),
                    sentences,
                    StudyFile.strings(file, "methods", methods),
                    hidden);
        } catch (IllegalArgumentException e) {
            throw new StudyException(file + ": " + e.getMessage(), e);
        }
    }

    void write(Path file) {
        StudyFile.write(file, out -> {
            JsonWriter json = new JsonWriter(out);
            json.setIndent("  ");
            json.beginObject();
            json.name("format").value(FORMAT).name("version").value(1);
            json.name("study").value(study).name("question").value(question);
            json.name("seed").value(seed);
            writeNames(json.name("methods"), methods);
            json.name("questions").beginArray();
            for (int i = 0; i < hidden.size(); i++) {
                json.beginObject().name("sentence").value(sentences.get(i));
                writeNames(json.name("candidates"), hidden.get(i));
                json.endObject();
            }
            json.endArray().endObject();
            json.flush();
            out.write('\n');
        });
    }

    private static void writeNames(JsonWriter json, List<String> names) throws IOException {
        json.beginArray();
        for (String name : names) {
            json.value(name);
        }
        json.endArray();
    }

    /** Candidates are called "a", "b", and so on, in the page and in answers. */
    static String candidate(int index) {
        return String.valueOf((char) ('a' + index));
    }

    /** The method behind a candidate, as its index in {@link #methods}, or -1 if there is no such candidate. */
    int method(int question, String candidate) {
        int index = candidate.length() == 1 ? candidate.charAt(0) - 'a' : -1;
        return index < 0 || index >= methods.size()
                ? -1
                : methods.indexOf(hidden.get(question).get(index));
    }
}
