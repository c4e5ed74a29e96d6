package io.github.stackgan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
    /** Scala's library is another one in each line of Spark. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                PerExecutor.class,
                SparkStackGan.class,
                ImageShards.class,
                SparkEvaluation.class,
                SparkTraining.class
            })
    void no_type_of_scala_stands_in_a_public_signature(Class<?> type) {
        Stream<Method> methods =
                Arrays.stream(type.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()));
        assertThat(methods.map(Method::toGenericString))
                .isNotEmpty()
                .noneMatch(signature -> signature.contains("scala."));
    }
}
