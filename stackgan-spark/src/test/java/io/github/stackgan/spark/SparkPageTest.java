package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.core.text.CharCnnRnn;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/spark.md compiles and does what the page says. */
class SparkPageTest {
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

    private Path compiled() throws Exception {
        Matcher snippet = Pattern.compile("(?ms)^```java\n(.*?)^```")
                .matcher(Files.readString(Path.of("..", "docs", "spark.md")));
        assertThat(snippet.find()).isTrue();
        Path source = Files.writeString(folder.resolve("GenerateRows.java"), snippet.group(1));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-nowarn", "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
        return classes;
    }
}
