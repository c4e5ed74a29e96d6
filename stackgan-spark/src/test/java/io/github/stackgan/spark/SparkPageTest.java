package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.CharCnnRnn;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/spark.md compiles and does what the page says; its other snippets compile. */
class SparkPageTest {
    /** What the page's sentences around a snippet speak of. */
    private static final String SURROUNDINGS = """
            import io.github.stackgan.*;
            import io.github.stackgan.core.text.*;
            import io.github.stackgan.datasets.*;
            import io.github.stackgan.metrics.evaluation.*;
            import io.github.stackgan.metrics.features.*;
            import io.github.stackgan.settings.*;
            import io.github.stackgan.spark.*;
            import java.nio.file.Path;
            import java.util.List;
            import org.apache.spark.sql.SparkSession;

            class Snippet {
                static SparkSession session;
                static Path weights;
                static void snippet() throws Exception {
            %s
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void the_pages_program_writes_an_image_for_every_row() throws Exception {
        Path model = folder.resolve("model.safetensors");
        Path texts = Files.writeString(
                folder.resolve("texts.json"),
                "{\"text\": \"a red bird\", \"seed\": 7}\n{\"text\": \"a blue bird\", \"seed\": 8}\n");
        Path images = folder.resolve("images");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (StackGan gan = TinyModel.untrained(
                        CharCnnRnn.untrained(CharCnnRnn.Variant.BIRDS_CVPR, TinyModel.EMBEDDING, 1));
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {compiled().toUri().toURL()}, before)) {
            gan.save(model);
            // The program takes the session that there is, as it takes spark-submit's.
            Thread.currentThread().setContextClassLoader(loader);
            TestSpark.local();
            loader.loadClass("com.example.GenerateRows")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {model.toString(), texts.toString(), images.toString()});
            SparkSession session = TestSpark.local();
            List<Row> rows =
                    session.read().parquet(images.toString()).sort("seed").collectAsList();
            session.stop();
            assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row.<byte[]>getAs("png"))
                    .isEqualTo(gan.generate(GenerationRequest.of(row.<String>getAs("text"))
                                    .withSeed(row.<Long>getAs("seed")))
                            .get(0)
                            .png()));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void the_pages_other_snippets_compile() throws IOException {
        List<String> snippets = snippets();
        assertThat(snippets).hasSizeGreaterThan(1);
        for (String snippet : snippets.subList(1, snippets.size())) {
            compiled("Snippet", SURROUNDINGS.formatted(snippet));
        }
    }

    private Path compiled() throws IOException {
        return compiled("GenerateRows", snippets().get(0));
    }

    private static List<String> snippets() throws IOException {
        return Pattern.compile("(?ms)^```java\n(.*?)^```")
                .matcher(Files.readString(Path.of("..", "docs", "spark.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Path compiled(String name, String program) throws IOException {
        Path source = Files.writeString(folder.resolve(name + ".java"), program);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-nowarn", "-d", classes.toString(), source.toString());
        assertThat(result).as(program).isZero();
        return classes;
    }
}
