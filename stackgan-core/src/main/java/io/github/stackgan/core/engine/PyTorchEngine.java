package io.github.stackgan.core.engine;

import ai.djl.engine.Engine;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Utils;
import io.github.stackgan.StackGanException;
import io.github.stackgan.checks.Quoted;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Starts the PyTorch engine, with what it needs made ready before: the one place where it starts.
 *
 * <p>Before it loads, the class path and the machine are looked at: no engine, no natives for this machine, a
 * {@code pytorch-jni} of another version, a C library that is not glibc or too old, and platforms that PyTorch has no
 * natives for are told in one sentence each, with the artifact to add. DJL would try to download what is missing; here
 * nothing is downloaded. Who wants that sets the system property {@code ai.djl.offline} (or the environment variable
 * {@code DJL_OFFLINE}) to {@code false}; then, and where {@code PYTORCH_LIBRARY_PATH} or {@code PYTORCH_VERSION} choose
 * other natives, only the engine itself must be there.
 *
 * <p>DJL reports its first start to its makers from machines in AWS unless {@code OPT_OUT_TRACKING} is set. While the
 * engine is started here it is set, unless the user set it to anything; afterwards it is as it was.
 *
 * @since 0.1.0
 */
public final class PyTorchEngine {
    private static final System.Logger LOGGER = System.getLogger(PyTorchEngine.class.getName());
    private static final String NAME = "PyTorch";
    private static final String NO_REPORTS = "OPT_OUT_TRACKING";

    /** For another process that unpacks half a gigabyte. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static @Nullable Engine engine;

    private PyTorchEngine() {}

    /**
     * Starts the engine, once for the process; later calls return the same one.
     *
     * @return the engine
     * @throws StackGanException if it cannot start, saying what was found and what to do
     */
    public static synchronized Engine start() {
        if (engine == null) {
            Machine machine = Machine.here();
            EngineJars jars = EngineJars.of(ClassLoaderUtils.getContextClassLoader());
            problem(machine, jars).ifPresent(problem -> {
                throw new StackGanException(problem + ".");
            });
            NativeMemory.tune();
            CudaLibraries.load();
            OneProcess alone = new OneProcess(Utils.getEngineCacheDir(), PATIENCE);
            engine = started(machine, jars, () -> withoutReports(() -> alone.run(() -> Engine.getEngine(NAME))));
        }
        return engine;
    }

    /**
     * Starts the engine on a thread of its own, for programs whose first work, reading arguments and files, needs none.
     * What goes wrong is told by {@link #start}, which tries again.
     */
    public static void startAhead() {
        Thread thread = new Thread(
                () -> {
                    try {
                        start();
                    } catch (StackGanException e) {
                        LOGGER.log(System.Logger.Level.DEBUG, "The engine did not start ahead", e);
                    }
                },
                "stackgan-engine");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What would start: versions and platform, from the class path, without starting anything.
     *
     * @return such as "pytorch-engine 0.35.1, pytorch-jni 2.7.1-0.35.1 and natives [cpu 2.7.1 linux-x86_64]"
     */
    public static String versions() {
        return described(EngineJars.of(ClassLoaderUtils.getContextClassLoader()));
    }

    /**
     * Keeps DJL from the network in this process, for programs to call first in their {@code main}: no downloads, no
     * reports. It sets the system properties {@code ai.djl.offline} and {@code OPT_OUT_TRACKING} to {@code true}, each
     * unless the user has set it, or its environment variable, to anything. A library leaves that to the program it is
     * part of, which may want DJL's model zoo.
     */
    public static void stayOffline() {
        setUnlessChosen("DJL_OFFLINE", "ai.djl.offline");
        setUnlessChosen(NO_REPORTS, NO_REPORTS);
    }

    private static void setUnlessChosen(String variable, String property) {
        if (System.getenv(variable) == null && System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    private static Optional<String> problem(Machine machine, EngineJars jars) {
        boolean chosen = nativesAreChosen(System::getenv, System::getProperty);
        return chosen && jars.engine().isPresent() ? Optional.empty() : PlatformCheck.problem(machine, jars);
    }

    /** Whether the user said where the natives come from, other than from the class path. */
    static boolean nativesAreChosen(
            UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> property) {
        String offline = environment.apply("DJL_OFFLINE");
        return isSet(environment, property, "PYTORCH_LIBRARY_PATH")
                || isSet(environment, property, "PYTORCH_VERSION")
                || "false".equalsIgnoreCase(offline == null ? property.apply("ai.djl.offline") : offline);
    }

    private static boolean isSet(
            UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> property, String name) {
        String value = environment.apply(name);
        String other = property.apply(name);
        return value != null && !value.isEmpty() || other != null && !other.isEmpty();
    }

    /**
     * Runs what may be DJL's first start in this process, with its reports off as while the engine is started.
     *
     * @param start what to run
     * @param <T> its result
     * @return its result
     */
    public static <T> T withoutReports(Supplier<T> start) {
        if (System.getenv(NO_REPORTS) != null || System.getProperty(NO_REPORTS) != null) {
            return start.get();
        }
        System.setProperty(NO_REPORTS, "true");
        try {
            return start.get();
        } finally {
            System.clearProperty(NO_REPORTS);
        }
    }

    /** DJL and the loader fail in many ways; whichever it is, the message says what they had. */
    static <T> T started(Machine machine, EngineJars jars, Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            Throwable root = e;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            throw new StackGanException(
                    "PyTorch does not start: " + Quoted.bare(root.getMessage() == null ? root : root.getMessage())
                            + ". This machine is " + machine + "; on the class path are " + described(jars)
                            + ". Let the artifact io.github.stackgan:stackgan-pytorch-cpu (type pom) choose all"
                            + " versions, or"
                            + " remove the folder " + Utils.getEngineCacheDir().resolve("pytorch")
                            + " so that the natives are unpacked anew.",
                    e);
        }
    }

    private static String described(EngineJars jars) {
        return "pytorch-engine "
                + Quoted.bare(jars.engine().map(EngineJars.Engine::djl).orElse("none"))
                + ", pytorch-jni " + Quoted.bare(jars.jni().orElse("none")) + " and natives "
                + Quoted.bare(jars.natives().stream()
                        .map(n -> n.flavor() + " " + n.version() + " " + n.classifier())
                        .toList());
    }
}
