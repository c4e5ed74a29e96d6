package io.github.stackgan.core.engine;

import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of PyTorch is on a class path.
 *
 * @param engine pytorch-engine
 * @param natives every jar of natives; a folder of libraries for several platforms has several
 * @param jni the version of pytorch-jni, such as "2.7.1-0.35.1"
 */
record EngineJars(Optional<Engine> engine, List<Natives> natives, Optional<String> jni) {
    private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+\\.\\d+(-[a-z]+)?)(-SNAPSHOT)?(-\\d+)?");
    private static final List<String> JNI_FILES = List.of("libdjl_torch.so", "libdjl_torch.dylib", "djl_torch.dll");

    /**
     * The engine's Java half.
     *
     * @param djl DJL's version, such as "0.35.1"
     * @param pytorch the version of PyTorch that it was made for, such as "2.7.1"
     */
    record Engine(String djl, String pytorch) {}

    /**
     * PyTorch itself, for one platform.
     *
     * @param version such as "2.7.1-20250812"
     * @param flavor "cpu" or "cu118"
     * @param classifier such as "linux-x86_64"
     * @param jni whether pytorch-jni has a library for them
     */
    record Natives(String version, String flavor, String classifier, boolean jni) {
        /** The version without the day when they were packed: "2.7.1". */
        String release() {
            Matcher release = RELEASE.matcher(version);
            return release.matches() ? release.group(1) : version;
        }
    }

    /**
     * Looks with the loader that DJL looks with.
     *
     * @throws StackGanException if a file that should tell a version cannot be read
     */
    static EngineJars of(ClassLoader loader) {
        Optional<Engine> engine = all(loader, "pytorch-engine.properties")
                .findFirst()
                .map(p -> new Engine(p.getProperty("djl_version", ""), p.getProperty("pytorch_version", "")));
        List<Natives> natives = all(loader, "native/lib/pytorch.properties")
                .filter(p -> !p.containsKey("placeholder"))
                .map(p -> natives(loader, p))
                .toList();
        Optional<String> jni =
                all(loader, "jnilib/pytorch.properties").findFirst().map(p -> p.getProperty("jni_version", ""));
        return new EngineJars(engine, natives, jni);
    }

    private static Natives natives(ClassLoader loader, Properties properties) {
        String classifier = properties.getProperty("classifier", "");
        String flavor = properties.getProperty("flavor", "");
        if (flavor.isEmpty()) {
            // Older jars have it before the platform: cpu-linux-x86_64.
            int dash = classifier.indexOf('-');
            flavor = classifier.substring(0, Math.max(0, dash));
            classifier = classifier.substring(dash + 1);
        }
        String folder = "jnilib/" + classifier + "/" + flavor + "/";
        boolean jni = JNI_FILES.stream().anyMatch(file -> loader.getResource(folder + file) != null);
        return new Natives(properties.getProperty("version", ""), flavor, classifier, jni);
    }

    private static Stream<Properties> all(ClassLoader loader, String resource) {
        try {
            List<Properties> found = new ArrayList<>();
            for (URL url : Collections.list(loader.getResources(resource))) {
                found.add(read(url));
            }
            return found.stream();
        } catch (IOException e) {
            throw new StackGanException("The class path cannot be searched for " + resource + ": " + e.getMessage(), e);
        }
    }

    private static Properties read(URL url) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new StackGanException(
                    "The file " + Quoted.of(url) + " of the PyTorch engine cannot be read: " + e.getMessage()
                            + ". Fetch that jar anew.",
                    e);
        }
    }
}
