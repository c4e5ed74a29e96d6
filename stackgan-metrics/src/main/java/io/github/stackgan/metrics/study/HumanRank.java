package io.github.stackgan.metrics.study;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.stackgan.spi.LibraryVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The mean human rank of every method (paper table 1) and how far the raters agree.
 *
 * @param study the study's name
 * @param question what raters were asked
 * @param seed what shuffled the study
 * @param sentences how many sentences each rater ranked
 * @param raters who answered, in the order given
 * @param methods one result for each method, in the key's order
 * @param agreement Kendall's W for each sentence, averaged over those that have one; empty with one rater
 * @param agreementOfMeans Kendall's W of the orders that the raters' mean ranks give; empty with one rater
 * @since 0.1.0
 */
public record HumanRank(
        String study,
        String question,
        long seed,
        int sentences,
        List<String> raters,
        List<MethodRank> methods,
        OptionalDouble agreement,
        OptionalDouble agreementOfMeans) {
    /** Copies the lists. */
    public HumanRank {
        raters = List.copyOf(raters);
        methods = List.copyOf(methods);
    }

    /**
     * One method's result.
     *
     * @param method its name
     * @param meanRank over all raters and sentences, from 1, the best, to the number of methods
     * @param standardError of the mean, every rank taken as independent: the sample deviation over the root of the
     *     number of ranks; empty if there is but one rank
     * @param standardErrorOverRaters of the mean, raters taken as the sample: the deviation of their own means over the
     *     root of their number; empty with one rater
     * @param firstPlaces part of the ranks that are best, alone or tied, in [0, 1]
     * @since 0.1.0
     */
    public record MethodRank(
            String method,
            double meanRank,
            OptionalDouble standardError,
            OptionalDouble standardErrorOverRaters,
            double firstPlaces) {}

    /**
     * Reads and sums up files of answers.
     *
     * @param key the study's key
     * @param files what raters downloaded, at least one
     * @return the result
     * @throws StudyException if a file cannot be used, or a rater answered twice
     * @throws IllegalArgumentException if there are no files
     */
    public static HumanRank ofFiles(StudyKey key, List<Path> files) {
        return of(key, files.stream().map(file -> StudyAnswers.read(file, key)).toList());
    }

    /**
     * Sums up answers.
     *
     * @param key the study's key
     * @param answers every rater's, at least one
     * @return the result
     * @throws StudyException if a rater answered twice
     * @throws IllegalArgumentException if there are no answers
     */
    public static HumanRank of(StudyKey key, List<StudyAnswers> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("There are no answers, but a result needs at least one rater's");
        }
        requireDifferentRaters(answers);
        double[][][] ranks = answers.stream()
                .map(a -> a.ranks().stream().map(HumanRank::unboxed).toArray(double[][]::new))
                .toArray(double[][][]::new);
        List<MethodRank> methods = new ArrayList<>();
        for (int i = 0; i < key.methods().size(); i++) {
            methods.add(methodRank(key.methods().get(i), i, ranks));
        }
        return new HumanRank(
                key.study(),
                key.question(),
                key.seed(),
                key.sentences().size(),
                answers.stream().map(StudyAnswers::rater).toList(),
                methods,
                agreement(ranks),
                agreementOfMeans(ranks));
    }

    private static double[] unboxed(List<Double> ranks) {
        return ranks.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void requireDifferentRaters(List<StudyAnswers> answers) {
        Map<String, StudyAnswers> byName = new HashMap<>();
        for (StudyAnswers each : answers) {
            StudyAnswers other = byName.putIfAbsent(each.rater().toLowerCase(Locale.ROOT), each);
            if (other != null) {
                throw new StudyException(each.origin() + ": rater \"" + each.rater() + "\" answered already in "
                        + other.origin() + "; leave one out, or ask two people of one name for different names");
            }
        }
    }

    private static MethodRank methodRank(String name, int method, double[][][] ranks) {
        double[] all = Arrays.stream(ranks)
                .flatMapToDouble(rater -> Arrays.stream(rater).mapToDouble(row -> row[method]))
                .toArray();
        double[] means = Arrays.stream(ranks)
                .mapToDouble(rater -> mean(
                        Arrays.stream(rater).mapToDouble(row -> row[method]).toArray()))
                .toArray();
        long first = Arrays.stream(ranks)
                .flatMap(Arrays::stream)
                .filter(row -> row[method] == Arrays.stream(row).min().orElseThrow())
                .count();
        return new MethodRank(name, mean(all), standardError(all), standardError(means), (double) first / all.length);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static OptionalDouble standardError(double[] values) {
        int n = values.length;
        if (n < 2) {
            return OptionalDouble.empty();
        }
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return OptionalDouble.of(Math.sqrt(squares / (n - 1) / n));
    }

    private static OptionalDouble agreement(double[][][] ranks) {
        if (ranks.length < 2) {
            return OptionalDouble.empty();
        }
        return IntStream.range(0, ranks[0].length)
                .mapToObj(question -> KendallW.of(
                        Arrays.stream(ranks).map(rater -> rater[question]).toArray(double[][]::new)))
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    private static OptionalDouble agreementOfMeans(double[][][] ranks) {
        if (ranks.length < 2) {
            return OptionalDouble.empty();
        }
        double[][] orders = Arrays.stream(ranks)
                .map(rater -> KendallW.meanRanks(sums(rater)))
                .toArray(double[][]::new);
        return KendallW.of(orders);
    }

    /** Sums of ranks are multiples of one half, so that equal sums are equal numbers. */
    private static double[] sums(double[][] rater) {
        double[] sums = new double[rater[0].length];
        for (double[] row : rater) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i];
            }
        }
        return sums;
    }

    /**
     * The result as JSON; what is empty is left out.
     *
     * @return an object, indented
     */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("format", "stackgan-human-rank");
        json.addProperty("version", 1);
        json.addProperty("library", LibraryVersion.current());
        json.addProperty("study", study);
        json.addProperty("question", question);
        json.addProperty("seed", seed);
        json.addProperty("sentences", sentences);
        JsonArray names = new JsonArray();
        raters.forEach(names::add);
        json.add("raters", names);
        JsonArray rows = new JsonArray();
        for (MethodRank each : methods) {
            JsonObject row = new JsonObject();
            row.addProperty("method", each.method());
            row.addProperty("meanRank", each.meanRank());
            each.standardError().ifPresent(e -> row.addProperty("standardError", e));
            each.standardErrorOverRaters().ifPresent(e -> row.addProperty("standardErrorOverRaters", e));
            row.addProperty("firstPlaces", each.firstPlaces());
            rows.add(row);
        }
        json.add("methods", rows);
        agreement.ifPresent(w -> json.addProperty("kendallW", w));
        agreementOfMeans.ifPresent(w -> json.addProperty("kendallWOfMeans", w));
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(json);
    }

    /**
     * The result for people to read.
     *
     * @return lines of a table and of the agreement
     */
    public String toTable() {
        int width = Math.max(
                6, methods.stream().mapToInt(m -> m.method().length()).max().orElse(0));
        StringBuilder table = new StringBuilder(line(width, "method", "mean rank", "s.e.", "s.e. raters", "first"));
        for (MethodRank each : methods) {
            table.append(line(
                    width,
                    each.method(),
                    number(OptionalDouble.of(each.meanRank())),
                    number(each.standardError()),
                    number(each.standardErrorOverRaters()),
                    String.format(Locale.ROOT, "%.0f%%", 100 * each.firstPlaces())));
        }
        return table
                + String.format(Locale.ROOT, "%d raters, %d sentences, study %s%n", raters.size(), sentences, study)
                + "Kendall's W: " + number(agreement) + " mean over sentences, " + number(agreementOfMeans)
                + " of the raters' mean ranks" + System.lineSeparator();
    }

    private static String line(int width, String method, String... columns) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", method));
        for (String column : columns) {
            line.append(String.format(Locale.ROOT, "  %11s", column));
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
    }
}
