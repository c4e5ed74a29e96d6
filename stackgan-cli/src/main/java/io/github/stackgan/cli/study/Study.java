package io.github.stackgan.cli.study;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.FileFault;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.GivenOptions;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.PathArgument;
import io.github.stackgan.cli.arguments.TextLines;
import io.github.stackgan.cli.generate.Images;
import io.github.stackgan.metrics.study.HumanRank;
import io.github.stackgan.metrics.study.HumanStudy;
import io.github.stackgan.metrics.study.StudyKey;
import io.github.stackgan.metrics.study.StudyMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks people to rank several methods' images, as the paper's human evaluation, and sums up what they say. */
@Command(
        name = "study",
        description = "Asks people to rank several methods' images, and sums up their answers.",
        mixinStandardHelpOptions = true,
        subcommands = {Study.Make.class, Study.Rank.class})
public final class Study {
    /** Writes the page and the key. */
    @Command(
            name = "make",
            description = "Writes the page for raters, and the key to keep.",
            mixinStandardHelpOptions = true)
    static final class Make implements Callable<Integer> {
        @Spec
        private CommandSpec command = CommandSpec.create();

        @Option(names = "--sentences", required = true, description = "A text file with a sentence on each line.")
        private Path sentences = Path.of("");

        @Option(
                names = "--method",
                paramLabel = "NAME=PATH",
                description =
                        "What to compare, at least twice: a folder of images numbered in the order of the sentences,"
                                + " or a model: a file, or a pretrained one's name. Default: the stages of birds")
        private List<String> methods = List.of();

        @Option(names = "--count", description = "Images a model generates of each sentence. Default: ${DEFAULT-VALUE}")
        private int count = 1;

        @Option(names = "--seed", description = "Of generation and of shuffling. Default: ${DEFAULT-VALUE}")
        private long seed = 0;

        @Option(names = "--question", description = "What raters are asked. Default: about realism and fit")
        private Optional<String> question = Optional.empty();

        @Option(
                names = "--out",
                description = "The HTML file; the key and generated images go beside it. Default: ${DEFAULT-VALUE}")
        private Path out = Path.of("study.html");

        @Override
        public Integer call() {
            List<String> texts = TextLines.read("--sentences", sentences);
            Path key = Images.beside(out, "-key", ".json");
            // Images that are there are another study's, until this one is written and its key known as the same.
            Path aside = Images.beside(out, "-images.part", "");
            delete(aside);
            try {
                List<StudyMethod> all = all(new GeneratedMethods(texts, count, seed, aside), texts, key);
                HumanStudy study = HumanStudy.of(texts, all).withSeed(seed);
                question.map(study::withQuestion).orElse(study).write(out, key);
                replace(Images.beside(out, "-images", ""), aside);
            } finally {
                delete(aside);
            }
            System.out.println(out + "  for raters");
            System.out.println(key + "  to keep: it says which method generated what");
            return 0;
        }

        private List<StudyMethod> all(GeneratedMethods generated, List<String> texts, Path key) {
            if (methods.isEmpty()) {
                try (StackGan gan = new ModelOption().open()) {
                    requireOwn(key, texts, GeneratedMethods.stageNames(gan));
                    return generated.stagesOf(gan);
                }
            }
            List<String> names = methods.stream().map(Make::name).toList();
            HumanStudy.requireNames(names);
            if (methods.stream().allMatch(Make::isFolder)) {
                new GivenOptions(command).refuse("--method of folders alone", "--count");
            }
            requireOwn(key, texts, names);
            return methods.stream().map(method -> method(method, generated)).toList();
        }

        private static void replace(Path images, Path aside) {
            if (Files.notExists(aside)) {
                return;
            }
            delete(images);
            try {
                Files.move(aside, images);
            } catch (IOException e) {
                throw failed(images, e);
            }
        }

        private static void delete(Path folder) {
            if (Files.exists(folder)) {
                try {
                    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
                } catch (IOException e) {
                    throw failed(folder, e);
                }
            }
        }

        private static StackGanException failed(Path folder, IOException e) {
            return new StackGanException(
                    "The images in " + Quoted.of(folder) + " cannot be replaced: " + FileFault.reason(e)
                            + "; mend that, or name another file by --out",
                    e);
        }

        /** Before anything is generated in the place of another study's images. */
        private void requireOwn(Path key, List<String> texts, List<String> names) {
            if (Files.notExists(key)) {
                return;
            }
            StudyKey there = StudyKey.read(key);
            boolean own = there.seed() == seed
                    && there.sentences().equals(texts)
                    && there.methods().equals(names)
                    && question.map(there.question()::equals).orElse(true);
            if (!own) {
                throw new IllegalArgumentException(Quoted.of(key) + " is the key of a study with other sentences,"
                        + " methods, seed or question, whose raters' answers it alone can read; name another file by"
                        + " --out, or move it away");
            }
        }

        private static String name(String option) {
            int at = option.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("--method is " + option + ", but must be NAME=PATH");
            }
            return option.substring(0, at);
        }

        private static String place(String option) {
            return option.substring(name(option).length() + 1);
        }

        private static boolean isFolder(String option) {
            Path path = PathArgument.of(place(option));
            return !Files.isRegularFile(path) && (Files.exists(path) || !ModelOption.isPretrained(place(option)));
        }

        private static StudyMethod method(String option, GeneratedMethods generated) {
            String name = name(option);
            if (isFolder(option)) {
                return StudyMethod.fromFolder(name, PathArgument.of(place(option)));
            }
            try (StackGan gan = ModelOption.open(place(option))) {
                return generated.of(name, gan);
            }
        }
    }

    /** Sums up answers. */
    @Command(name = "rank", description = "Sums up what raters sent back.", mixinStandardHelpOptions = true)
    static final class Rank implements Callable<Integer> {
        @Option(names = "--key", description = "The key that was written with the page. Default: ${DEFAULT-VALUE}")
        private Path key = Path.of("study-key.json");

        @Option(names = "--json", description = "A file to write the result to.")
        private Optional<Path> json = Optional.empty();

        @Parameters(arity = "1..*", paramLabel = "ANSWERS", description = "Raters' files, or folders of them.")
        private List<Path> answers = List.of();

        @Override
        public Integer call() throws IOException {
            HumanRank rank = HumanRank.ofFiles(StudyKey.read(key), files());
            System.out.print(rank.toTable());
            if (json.isPresent()) {
                Files.writeString(json.get(), rank.toJson() + "\n");
            }
            return 0;
        }

        /** Neither hidden, nor the key or the result, which may lie there too. */
        private boolean isAnswer(Path file) {
            String name = String.valueOf(file.getFileName());
            return name.toLowerCase(Locale.ROOT).endsWith(".json")
                    && !name.startsWith(".")
                    && Stream.concat(Stream.of(key), json.stream())
                            .map(own -> own.toAbsolutePath().normalize())
                            .noneMatch(file.toAbsolutePath().normalize()::equals);
        }

        /** Folders stand for their JSON files, so that nobody depends on a shell. */
        private List<Path> files() throws IOException {
            List<Path> files = new ArrayList<>();
            for (Path path : answers) {
                if (Files.isDirectory(path)) {
                    try (Stream<Path> inside = Files.list(path)) {
                        inside.filter(this::isAnswer).sorted().forEach(files::add);
                    }
                } else {
                    files.add(path);
                }
            }
            return files;
        }
    }
}
