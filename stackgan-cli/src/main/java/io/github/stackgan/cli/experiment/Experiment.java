package io.github.stackgan.cli.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.stackgan.checks.Require;
import io.github.stackgan.cli.arguments.FolderNames;
import io.github.stackgan.cli.arguments.PathArgument;
import io.github.stackgan.cli.arguments.TextLines;
import io.github.stackgan.cli.settings.SettingsJson;
import io.github.stackgan.settings.Stage1;
import io.github.stackgan.settings.Stage2;
import io.github.stackgan.settings.TrainingPlan;
import io.github.stackgan.spi.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is compared, as a file of JSON says it: methods, each a stack of stages and a plan, trained on the same images
 * with the same encoders from several seeds, and scored alike. docs/experiments.md describes the file.
 *
 * @param name the file's, without its ending
 * @param file all but the methods
 * @param methods what is compared, in the file's order
 */
record Experiment(String name, File file, List<Method> methods) {
    private static final List<String> COME_ALONG = List.of("ablation", "finalists", "recipe");

    private static final List<String> DEFAULTS = List.of("stage1", "stage2", "stage3", "plan");

    private static final List<String> OF_A_METHOD =
            List.of("name", "from", "paper", "stage1", "stage2", "stage3", "plan", "stagePlans");

    /**
     * The file, but for its methods.
     *
     * @param title a line
     * @param question what the experiment is to answer
     * @param seeds every method is trained once from each
     * @param birds how many synthetic birds, where they are the dataset
     * @param textEncoder trained first, on the same images, for all methods
     * @param evaluation how methods are scored
     * @param figures what is shown of one method, or absent for none
     * @param defaults what methods have in common
     * @param cpuMinutes processor time that every training has, in place of a number of iterations, or absent
     * @param methods as they stand in the file
     */
    record File(
            String title,
            String question,
            List<Long> seeds,
            Birds birds,
            Encoder textEncoder,
            Judging evaluation,
            @Nullable Figures figures,
            @Nullable JsonObject defaults,
            @Nullable Double cpuMinutes,
            List<JsonObject> methods) {
        File with(List<Long> otherSeeds, @Nullable Figures otherFigures) {
            return new File(
                    title,
                    question,
                    otherSeeds,
                    birds,
                    textEncoder,
                    evaluation,
                    otherFigures,
                    defaults,
                    cpuMinutes,
                    methods);
        }
    }

    /** How many synthetic birds are trained on, and how many of other colours are compared with. */
    record Birds(int train, int test) {}

    /** The text encoder's width and training; one that has no iterations is a {@link ProjectedText}. */
    record Encoder(int embeddingSize, int iterations) {
        boolean learns() {
            return iterations > 0;
        }
    }

    /** How many images of each method are scored, in how many splits. */
    record Judging(int samples, int splits) {}

    /** The method whose abilities are shown, or absent for a grid of each method's images; and the captions. */
    record Figures(@Nullable String of, List<String> sentences) {
        Optional<String> chosen() {
            return Optional.ofNullable(of);
        }
    }

    /**
     * A method.
     *
     * @param name unlike all others
     * @param from the method whose trained stages it takes over, if any
     * @param paper what the paper found, for comparison; may be empty
     * @param stage1 the first stage
     * @param refinements those above it
     * @param plan how it is trained; stages that are taken over have no iterations
     */
    record Method(
            String name,
            Optional<Method> from,
            String paper,
            Stage1 stage1,
            List<Stage2> refinements,
            TrainingPlan plan) {
        int imageSize() {
            return refinements.isEmpty()
                    ? stage1.imageSize()
                    : refinements.get(refinements.size() - 1).imageSize();
        }

        /** How many stages it trains. */
        int learning() {
            return (int) IntStream.rangeClosed(1, 1 + refinements.size())
                    .filter(plan::trains)
                    .count();
        }

        /** All that decides the result, but for the seed. */
        String identity() {
            return from.map(Method::identity).orElse("")
                    + SettingsJson.of(stage1, Stage1.class)
                    + refinements.stream()
                            .map(stage -> SettingsJson.of(stage, Stage2.class))
                            .toList()
                    + SettingsJson.of(plan, TrainingPlan.class);
        }

        /** The name of its folder. */
        String slug() {
            return FolderNames.of(name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-"));
        }
    }

    /** Reads a file, or the experiment of that name that comes along. */
    static Experiment read(String nameOrFile) {
        Path path = PathArgument.of(nameOrFile);
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                String name = String.valueOf(path.getFileName()).replaceAll("\\.json$", "");
                return parse(name, nameOrFile, TextLines.withoutMark(Files.readString(path)));
            }
            if (!COME_ALONG.contains(nameOrFile)) {
                throw new IllegalArgumentException("There is no file " + nameOrFile
                        + ", and no experiment of that name comes along; there are " + String.join(", ", COME_ALONG));
            }
            try (InputStream in = Objects.requireNonNull(
                    Experiment.class.getResourceAsStream(nameOrFile + ".json"), "it comes along")) {
                return parse(nameOrFile, nameOrFile, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The experiment " + nameOrFile + " cannot be read: " + e, e);
        }
    }

    /** The same with its first seeds alone. */
    Experiment withSeeds(int count) {
        if (count < 1 || count > file.seeds().size()) {
            throw new IllegalArgumentException("--seeds is " + count + ", but the experiment has 1 to "
                    + file.seeds().size());
        }
        return new Experiment(name, file.with(file.seeds().subList(0, count), file.figures()), methods);
    }

    /** The same, whose figures show what other captions say, as many: those of another dataset. */
    Experiment showing(UnaryOperator<List<String>> captions) {
        Figures figures = file.figures();
        return figures == null
                ? this
                : new Experiment(
                        name,
                        file.with(file.seeds(), new Figures(figures.of(), captions.apply(figures.sentences()))),
                        methods);
    }

    /** The same with some of its methods alone. */
    Experiment withMethods(List<String> names) {
        names.forEach(wanted -> {
            if (methods.stream().noneMatch(m -> m.name().equals(wanted))) {
                throw new IllegalArgumentException("--methods has \"" + wanted + "\", but the methods are "
                        + methods.stream().map(Method::name).toList());
            }
        });
        return new Experiment(
                name,
                file,
                methods.stream().filter(m -> names.contains(m.name())).toList());
    }

    static Experiment parse(String name, String origin, String json) {
        try {
            JsonElement given = StrictJson.parse(json);
            File file = SettingsJson.read(given, File.class, "");
            requireAll(file);
            List<Method> methods = new ArrayList<>();
            for (JsonObject own : file.methods()) {
                Method method = method(merged(own, Optional.ofNullable(file.defaults())), own, methods);
                if (methods.stream().anyMatch(m -> m.name().equals(method.name()))) {
                    throw new IllegalArgumentException("two methods are called \"" + method.name() + "\"");
                }
                if (file.cpuMinutes() != null && method.learning() > 1) {
                    throw new IllegalArgumentException("method \"" + method.name() + "\" trains " + method.learning()
                            + " stages, but cpuMinutes are for one; train the lower ones as methods of their own, and"
                            + " start from these");
                }
                methods.stream()
                        .filter(m -> m.slug().equals(method.slug()))
                        .findFirst()
                        .ifPresent(other -> {
                            throw new IllegalArgumentException("methods \"" + other.name() + "\" and \"" + method.name()
                                    + "\" would share the folder " + method.slug() + "; rename one of them");
                        });
                methods.add(method);
            }
            requireShown(file, methods);
            return new Experiment(name, file, methods);
        } catch (ClassCastException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "The experiment " + origin + " is wrong: a list, an object or a text stands where another of these"
                            + " belongs; stagePlans and methods are lists, plan and defaults objects",
                    e);
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException("The experiment " + origin + " is wrong: " + e.getMessage(), e);
        }
    }

    /** The method that is shown is one of them, and goes from one caption to another. */
    private static void requireShown(File file, List<Method> methods) {
        Optional<String> of = Optional.ofNullable(file.figures()).flatMap(Figures::chosen);
        if (of.isEmpty()) {
            return;
        }
        Method shown = methods.stream()
                .filter(m -> m.name().equals(of.get()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("figures.of is \"" + of.get()
                        + "\", but the methods are "
                        + methods.stream().map(Method::name).toList()));
        if (shown.stage1().location().isPresent()) {
            throw new IllegalArgumentException("figures.of is \"" + shown.name()
                    + "\", which is told where to draw and generates no way between captions; choose another");
        }
    }

    private static void requireAll(File file) {
        require("title", file.title());
        require("question", file.question());
        require("birds", file.birds());
        require("textEncoder", file.textEncoder());
        require("evaluation", file.evaluation());
        if (require("seeds", file.seeds()).isEmpty()) {
            throw new IllegalArgumentException("seeds is empty, but at least one is needed");
        }
        if (file.seeds().stream().anyMatch(Objects::isNull)
                || file.seeds().stream().distinct().count() < file.seeds().size()) {
            throw new IllegalArgumentException("seeds is " + file.seeds() + ", but must be different numbers");
        }
        if (file.cpuMinutes() != null && !(file.cpuMinutes() > 0)) {
            throw new IllegalArgumentException(
                    "cpuMinutes is " + file.cpuMinutes() + ", but must be more than 0: nothing would be trained");
        }
        Require.between("evaluation.samples", file.evaluation().samples(), 2, Integer.MAX_VALUE);
        Require.between(
                "evaluation.splits",
                file.evaluation().splits(),
                1,
                file.evaluation().samples());
        if (file.figures() != null
                && Objects.requireNonNullElse(file.figures().sentences(), List.of())
                        .isEmpty()) {
            throw new IllegalArgumentException("figures.sentences is missing or empty, but at least one is needed");
        }
        if (require("methods", file.methods()).isEmpty()) {
            throw new IllegalArgumentException("methods is empty, but at least one is needed");
        }
    }

    private static <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** The defaults count for each of the method's parts; a stage that the method does not name is not there. */
    private static JsonObject merged(JsonObject own, Optional<JsonObject> defaults) {
        JsonObject common = defaults.orElseGet(JsonObject::new);
        requireKnown("defaults has", common, DEFAULTS);
        JsonObject merged = own.deepCopy();
        for (String part : common.keySet()) {
            if (own.has(part) && own.get(part).isJsonObject() || part.equals("plan") || part.equals("stage1")) {
                merged.add(part, SettingsJson.over(common.get(part), own.get(part)));
            }
        }
        return merged;
    }

    private static void requireKnown(String who, JsonObject given, List<String> known) {
        for (String key : given.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        who + " \"" + key + "\", but only " + String.join(", ", known) + " are known there");
            }
        }
    }

    /** The method of those before one that it starts from. */
    private static Method origin(String name, String from, List<Method> before) {
        return before.stream()
                .filter(m -> m.name().equals(from))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("method \"" + name + "\" starts from \"" + from
                        + "\", which is none of the methods before it"));
    }

    private static Method method(JsonObject merged, JsonObject own, List<Method> before) {
        String name = require("a method's name", own.get("name")).getAsString();
        requireKnown("method \"" + name + "\" has", own, OF_A_METHOD);
        List<Stage2> refinements = new ArrayList<>();
        for (String stage : List.of("stage2", "stage3")) {
            if (own.has(stage)) {
                refinements.add(SettingsJson.read(merged.get(stage), Stage2.class, stage + " of " + name + ": "));
            }
        }
        JsonObject plan = merged.has("plan") ? merged.getAsJsonObject("plan").deepCopy() : new JsonObject();
        plan.add("stages", stagePlans(own.getAsJsonArray("stagePlans"), plan.remove("stagePlan")));
        return new Method(
                name,
                Optional.ofNullable(own.get("from")).map(from -> origin(name, from.getAsString(), before)),
                own.has("paper") ? own.get("paper").getAsString() : "",
                SettingsJson.read(merged.get("stage1"), Stage1.class, "stage1 of " + name + ": "),
                refinements,
                SettingsJson.read(plan, TrainingPlan.class, "plan of " + name + ": "));
    }

    private static JsonArray stagePlans(@Nullable JsonArray own, @Nullable JsonElement common) {
        JsonArray all = new JsonArray();
        for (JsonElement plan : require("stagePlans", own)) {
            all.add(common == null ? plan : SettingsJson.over(common, plan));
        }
        return all;
    }
}
