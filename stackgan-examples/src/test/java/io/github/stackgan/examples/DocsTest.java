package io.github.stackgan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java snippet of README.md and docs compiles as it stands there. */
class DocsTest {
    @TempDir
    private Path folder;

    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```java\n(.*?)^```");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package (io\\.github\\.stackgan[\\w.]*);");

    /** What the pages' sentences around a snippet speak of. */
    private static final String SURROUNDINGS = """
            import ai.djl.modality.cv.Image;
            import java.awt.image.BufferedImage;
            import java.nio.file.*;
            import java.util.*;
            import java.util.stream.Stream;
            %s
            class Snippet {
                static Path path, file, model, run, weights, published, tuned, checkpoint;
                static StatedCaptions stated;
                static StackGan gan;
                static IndexedImages birds;
                static CaptionedImages data, testBirds, cubTestClasses;
                static List<String> sentences;
                static List<BufferedImage> images, trainingImages;
                static FeatureMatrix samples, testImages;
                static ImageFeatures discriminator;
                static int rank, worldSize;
                static void snippet() throws Exception {
            %s
                }
            }
            """;

    @TestFactory
    Stream<DynamicTest> snippets() throws IOException {
        Path root = Path.of("..");
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            // Spark is not on this class path: stackgan-spark's own SparkPageTest compiles and runs that page.
            docs.filter(p -> p.toString().endsWith(".md") && !p.endsWith("spark.md"))
                    .sorted()
                    .forEach(pages::add);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages) {
            List<String> found = SNIPPET.matcher(Files.readString(page))
                    .results()
                    .map(m -> m.group(1))
                    .toList();
            for (int i = 0; i < found.size(); i++) {
                String snippet = found.get(i);
                tests.add(DynamicTest.dynamicTest(
                        page + " " + (i + 1), () -> assertThat(errors(snippet)).isEmpty()));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private String errors(String snippet) throws IOException {
        boolean whole = snippet.startsWith("package ");
        String source = whole ? snippet : SURROUNDINGS.formatted(imports(), snippet);
        String name = whole ? snippet.replaceFirst("(?s).*?\\b(?:record|class) (\\w+).*", "$1") : "Snippet";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        boolean done = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-proc:none", "-Xlint:none", "-d", folder.toString()),
                        null,
                        List.of(file))
                .call();
        return done ? "" : said.toString();
    }

    /** All public packages of the libraries, as a reader's editor would add them. */
    private static String imports() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String module : List.of("api", "core", "datasets", "metrics", "sentences", "onnx", "langchain4j", "djl")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", "stackgan-" + module, "src", "main", "java"))) {
                for (Path source :
                        sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                    Matcher found = PACKAGE.matcher(Files.readString(source));
                    if (found.find() && !found.group(1).contains("internal")) {
                        packages.add("import " + found.group(1) + ".*;");
                    }
                }
            }
        }
        return String.join("\n", packages);
    }
}
