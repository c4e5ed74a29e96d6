package io.github.stackgan.metrics.study;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One rater's complete answers, unblinded.
 *
 * @param rater the name or code that the rater typed
 * @param origin the file that they come from, for messages
 * @param ranks for every sentence the rank of every method, in the key's order, from 1, the best; tied methods share
 *     the mean of their ranks
 * @since 0.1.0
 */
public record StudyAnswers(String rater, Path origin, List<List<Double>> ranks) {
    private static final String FORMAT = "stackgan-study-answers";
    private static final int NAMED = 10;

    /** Copies the lists. */
    public StudyAnswers {
        ranks = ranks.stream().map(List::copyOf).toList();
    }

    /**
     * Reads what a rater downloaded from the page.
     *
     * @param file a JSON file
     * @param key the study's key
     * @return the answers
     * @throws StudyException if the file is no such file, is of another study, leaves out a sentence or an image, or
     *     answers one twice
     */
    public static StudyAnswers read(Path file, StudyKey key) {
        JsonObject json = StudyFile.read(file, FORMAT);
        String study = StudyFile.string(file, json, "study");
        if (!study.equals(key.study())) {
            throw new StudyException(file + ": answers of study " + study + ", but the key is of study " + key.study()
                    + "; use the key that was written with their page");
        }
        String rater = StudyFile.string(file, json, "rater").strip();
        double[][] ranks = new double[key.sentences().size()][];
        for (JsonObject answer : StudyFile.objects(file, json, "answers")) {
            long number = StudyFile.integer(file, answer, "question");
            if (number < 1 || number > ranks.length) {
                throw new StudyException(file + ": an answer to question " + number
                        + ", but the study has questions 1 to " + ranks.length);
            }
            int question = (int) number - 1;
            if (ranks[question] != null) {
                throw new StudyException(file + ": question " + number + " is answered twice");
            }
            ranks[question] = ranks(file, key, question, StudyFile.array(file, answer, "places"));
        }
        requireComplete(file, rater, ranks);
        return new StudyAnswers(
                rater,
                file,
                Arrays.stream(ranks)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }

    private static double[] ranks(Path file, StudyKey key, int question, List<JsonElement> places) {
        double[] place = new double[key.methods().size()];
        List<String> left = new ArrayList<>();
        IntStream.range(0, place.length).forEach(i -> left.add(StudyKey.candidate(i)));
        for (int i = 0; i < places.size(); i++) {
            for (String candidate : StudyFile.strings(file, "places", places.get(i))) {
                int method = key.method(question, candidate);
                if (method < 0) {
                    throw new StudyException(
                            file + ": question " + (question + 1) + " places candidate \"" + shown(candidate)
                                    + "\", but has only \"a\" to \"" + StudyKey.candidate(place.length - 1) + "\"");
                }
                if (!left.remove(candidate)) {
                    throw new StudyException(
                            file + ": question " + (question + 1) + " places candidate \"" + candidate + "\" twice");
                }
                place[method] = i;
            }
        }
        if (!left.isEmpty()) {
            throw new StudyException(file + ": question " + (question + 1) + " is incomplete, without a place for "
                    + left + "; ask the rater to finish, or leave the file out");
        }
        return KendallW.meanRanks(place);
    }

    private static String shown(String candidate) {
        return candidate.length() <= NAMED ? candidate : candidate.substring(0, NAMED) + "...";
    }

    private static void requireComplete(Path file, String rater, double[][] ranks) {
        List<Integer> missing = IntStream.range(0, ranks.length)
                .filter(i -> ranks[i] == null)
                .mapToObj(i -> i + 1)
                .toList();
        if (!missing.isEmpty()) {
            throw new StudyException(file + ": incomplete: " + rater + " answered " + (ranks.length - missing.size())
                    + " of " + ranks.length + " questions; missing: "
                    + missing.subList(0, Math.min(NAMED, missing.size())) + (missing.size() > NAMED ? " and more" : "")
                    + "; ask the rater to finish, or leave the file out");
        }
    }
}
