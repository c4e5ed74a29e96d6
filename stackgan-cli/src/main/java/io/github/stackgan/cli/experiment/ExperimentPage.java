package io.github.stackgan.cli.experiment;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.stackgan.StackGanException;
import io.github.stackgan.cli.arguments.TextFile;
import io.github.stackgan.metrics.evaluation.EvaluationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An experiment's page, as Markdown beside its images, and as one HTML file that holds them. */
final class ExperimentPage {
    /** Name in a report, and title of the column. */
    private static final Map<String, String> COLUMNS = columns();

    /** How often the floor, the distance between two halves of the real images, goes into a method's distance. */
    private static final String OVER_FLOOR = "frechetOverFloor";

    private static final String ITERATIONS = "iterations";

    /** Titles of the columns that stand in a table of their own in Markdown. */
    private static final List<String> ATTRIBUTES = List.of("body", "wing", "belly", "crown");

    /** Of a report, which may have been made before: the code that scored. */
    private static final List<String> SCORED_BY = List.of("libraryVersion", "engine");

    /** So many letters of a hash tell weights apart. */
    private static final int SHORT = 8;

    /** Of a line of Markdown. */
    private static final int WIDTH = 118;

    private final Experiment experiment;
    private final List<ExperimentRuns.Run> runs;
    private final Map<String, Path> figures;
    private final String command;
    private final Optional<Integer> half;

    /**
     * Of runs.
     *
     * @param half how many images each half of the floor has, if there is one
     */
    ExperimentPage(
            Experiment experiment,
            List<ExperimentRuns.Run> runs,
            Map<String, Path> figures,
            String command,
            Optional<Integer> half) {
        this.experiment = experiment;
        this.runs = runs;
        this.figures = figures;
        this.command = command;
        this.half = half;
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("inceptionScore.mean", "inception score");
        columns.put("frechetDistance", "Frechet distance");
        columns.put(OVER_FLOOR, "over the floor");
        columns.put("attributeAccuracy.body", "body");
        columns.put("attributeAccuracy.wing", "wing");
        columns.put("attributeAccuracy.belly", "belly");
        columns.put("attributeAccuracy.crown", "crown");
        columns.put(ITERATIONS, "iterations");
        return columns;
    }

    /** Writes NAME.md, NAME.html and NAME-figures.json into a folder; a finished page replaces an old one at once. */
    void write(Path folder) {
        TextFile.write(folder.resolve(experiment.name() + ".md"), markdown());
        TextFile.write(folder.resolve(experiment.name() + ".html"), html());
        TextFile.write(folder.resolve(experiment.name() + "-figures.json"), json());
    }

    private String json() {
        JsonArray all = new JsonArray();
        for (ExperimentRuns.Run run : runs) {
            JsonObject one = new JsonObject();
            one.addProperty("method", run.method().name());
            one.addProperty("seed", run.seed());
            COLUMNS.keySet().forEach(key -> figure(run, key).ifPresent(value -> one.addProperty(key, value)));
            one.addProperty("floor", run.floor());
            if (run.spent().seconds() > 0) {
                one.addProperty("cpuSeconds", run.spent().seconds());
            }
            run.report()
                    .ifPresent(report -> SCORED_BY.forEach(key -> one.addProperty(
                            key, String.valueOf(report.settings().getOrDefault(key, "unknown")))));
            all.add(one);
        }
        return new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n";
    }

    private String markdown() {
        StringBuilder page = new StringBuilder("# " + experiment.file().title() + "\n\n");
        page.append(wrapped(experiment.file().question())).append("\n");
        page.append(wrapped("Made by `" + command + "`; " + setting())).append("\n");
        List<List<String>> rows = rows();
        List<String> head = rows.get(0);
        appendTable(page, rows, columns(head, title -> !ATTRIBUTES.contains(title)));
        if (head.stream().anyMatch(ATTRIBUTES::contains)) {
            appendTable(page, rows, columns(head, title -> title.equals(head.get(0)) || ATTRIBUTES.contains(title)));
        }
        page.append(wrapped(legend()));
        figures.forEach((what, file) -> page.append(String.format(
                "\n%s\n![%s](%s)\n",
                wrapped(what + ":"), file.getFileName(), link(experiment.name() + "/" + file.getFileName()))));
        return page.toString();
    }

    /** Markdown ends a link at its first space. */
    private static String link(String file) {
        return file.contains(" ") ? "<" + file + ">" : file;
    }

    /** Places of the columns of some titles. */
    private static List<Integer> columns(List<String> head, Predicate<String> chosen) {
        return IntStream.range(0, head.size())
                .filter(i -> chosen.test(head.get(i)))
                .boxed()
                .toList();
    }

    private static void appendTable(StringBuilder page, List<List<String>> rows, List<Integer> columns) {
        for (List<String> row : rows) {
            List<String> shown = columns.stream()
                    .map(row::get)
                    .map(cell -> cell.replace("|", "\\|"))
                    .toList();
            page.append("| ").append(String.join(" | ", shown)).append(" |\n");
            if (row == rows.get(0)) {
                page.append("|").append(" --- |".repeat(shown.size())).append("\n");
            }
        }
        page.append("\n");
    }

    /** A paragraph of lines that fit the width. */
    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ")) {
            boolean fits = length + 1 + word.length() <= WIDTH;
            lines.append(length == 0 ? "" : fits ? " " : "\n").append(word);
            length = length > 0 && fits ? length + 1 + word.length() : word.length();
        }
        return lines.append("\n").toString();
    }

    private String setting() {
        Experiment.File file = experiment.file();
        return String.format(
                Locale.ROOT,
                "seeds %s; one %s of %d numbers for all; %d images of each method scored. %s",
                file.seeds(),
                file.textEncoder().learns()
                        ? "text encoder"
                        : "text encoder without training, a random direction for each thing said,",
                file.textEncoder().embeddingSize(),
                file.evaluation().samples(),
                file.cpuMinutes() == null
                        ? "Iterations of each method are in its file, `" + experiment.name() + ".json`."
                        : "Every training has " + file.cpuMinutes() + " minutes of processor time.");
    }

    /** What the table's columns are, of those that are there. */
    private String legend() {
        String colours = found().stream().anyMatch(key -> ATTRIBUTES.contains(COLUMNS.getOrDefault(key, key)))
                ? " Body, wing, belly and crown: part of the images whose colour the classifier sees as the caption"
                        + " says."
                : "";
        String paper = hasPaper()
                ? " Paper: its inception score on CUB, by another network on other images: only the order compares."
                : "";
        return "Mean over the seeds, in brackets the smallest and the largest." + judge() + colours + paper;
    }

    /** Who scored, what with, and what its reports have to say of it. */
    private String judge() {
        List<EvaluationReport> reports =
                runs.stream().flatMap(run -> run.report().stream()).toList();
        if (reports.isEmpty()) {
            return "";
        }
        Map<String, Object> settings = reports.get(0).settings();
        String notes = reports.stream()
                .flatMap(report -> report.notes().stream())
                .distinct()
                .map(note -> " Note: " + note + ".")
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                " Scored by %s (weights %s) against %s real images%s.%s",
                settings.get("featureNetwork"),
                String.valueOf(settings.get("featureWeights")).substring(0, SHORT),
                // A report that was read back has floating-point numbers.
                String.valueOf(settings.get("realImages")).replaceAll("\\.0$", ""),
                half.map(n -> "; the floor is the Frechet distance between two sets of " + n + " of them")
                        .orElse(""),
                notes);
    }

    /** Figures that at least one run has. */
    private List<String> found() {
        return COLUMNS.keySet().stream()
                .filter(key -> runs.stream().anyMatch(run -> figure(run, key).isPresent()))
                .toList();
    }

    private boolean hasPaper() {
        return experiment.methods().stream().anyMatch(method -> !method.paper().isEmpty());
    }

    /** The table, its head first. */
    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("method", "pixels"));
        found().forEach(key -> head.add(COLUMNS.getOrDefault(key, key)));
        head.addAll(hasPaper() ? List.of("paper") : List.of());
        rows.add(head);
        for (Experiment.Method method : experiment.methods()) {
            List<String> row = new ArrayList<>(List.of(method.name(), String.valueOf(method.imageSize())));
            found().forEach(key -> row.add(cell(method, key)));
            row.addAll(hasPaper() ? List.of(method.paper()) : List.of());
            rows.add(row);
        }
        return rows;
    }

    private String cell(Experiment.Method method, String key) {
        double[] values = runs.stream()
                .filter(run -> run.method().equals(method))
                .flatMap(run -> figure(run, key).stream())
                .mapToDouble(v -> v)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return "";
        }
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        String form = mean >= 100 ? "%.0f" : "%.2f";
        String cell = String.format(Locale.ROOT, form, mean);
        return values.length == 1
                ? cell
                : cell
                        + String.format(
                                Locale.ROOT, " (" + form + "-" + form + ")", values[0], values[values.length - 1]);
    }

    private static Optional<Double> figure(ExperimentRuns.Run run, String key) {
        if (key.equals(ITERATIONS)) {
            return Optional.of((double) run.spent().iterations()).filter(n -> n > 0);
        }
        if (key.equals(OVER_FLOOR)) {
            return figure(run, "frechetDistance").filter(d -> run.floor() > 0).map(d -> d / run.floor());
        }
        return run.report()
                .flatMap(report -> Optional.ofNullable(report.figures().get(key)));
    }

    private String html() {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(escaped(experiment.file().title()))
                .append("</title><style>body{font:15px sans-serif;max-width:60em;margin:1em auto;padding:0 1em}")
                .append("td,th{padding:.2em .6em;border-bottom:1px solid #ddd;text-align:left}img{max-width:100%}")
                .append(".plots{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0}svg"
                        + " text{font-size:10px}</style><h1>")
                .append(escaped(experiment.file().title()))
                .append("</h1><p>")
                .append(escaped(experiment.file().question()))
                .append("</p><p>Made by <code>")
                .append(escaped(command))
                .append("</code>; ")
                .append(escaped(setting()))
                .append("</p><table>");
        appendTable(page);
        page.append("</table><p>").append(escaped(legend())).append("</p>");
        figures.forEach((what, file) -> page.append("<h2>")
                .append(escaped(what))
                .append("</h2><img alt=\"")
                .append(escaped(what))
                .append("\" src=\"data:image/png;base64,")
                .append(base64(file))
                .append("\">"));
        appendLosses(page);
        return page.append("</html>\n").toString();
    }

    private void appendTable(StringBuilder page) {
        List<List<String>> rows = rows();
        for (List<String> row : rows) {
            String tag = row == rows.get(0) ? "th" : "td";
            page.append("<tr>");
            row.forEach(cell -> page.append("<" + tag + ">" + escaped(cell) + "</" + tag + ">"));
            page.append("</tr>");
        }
    }

    private void appendLosses(StringBuilder page) {
        page.append("<h2>Losses</h2><div class=\"plots\">");
        for (ExperimentRuns.Run run : runs) {
            if (Files.exists(run.losses())) {
                page.append("<figure>")
                        .append(LossPlot.of(run.losses()))
                        .append("<figcaption>")
                        .append(escaped(run.method().name() + ", seed " + run.seed()))
                        .append("</figcaption></figure>");
            }
        }
        page.append("</div>");
    }

    private static String base64(Path file) {
        try {
            return new String(Base64.getEncoder().encode(Files.readAllBytes(file)), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new StackGanException("The figure " + file + " cannot be read: " + e, e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
