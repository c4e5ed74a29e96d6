package io.github.stackgan.examples;

import io.github.stackgan.StackGan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A web page that draws what is typed, for this computer alone unless told otherwise. */
@Command(name = "serve", description = "Opens a web page that draws what is typed.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @Option(names = "--port", description = "0 takes any free one. Default: ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--host",
            description = "The address to listen at; 0.0.0.0 lets everyone in who reaches this computer."
                    + " Default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(names = "--queue", description = "How many may wait while one is drawn. Default: ${DEFAULT-VALUE}")
    private int queue = 8;

    @Option(names = "--model", description = "A model file. Default: the bundled model of drawn birds")
    private Optional<Path> model = Optional.empty();

    String host() {
        return host;
    }

    @Override
    public Integer call() {
        try (StackGan gan = model.map(StackGan::load).orElseGet(BundledModel::load);
                PictureServer server = PictureServer.start(gan, host, port, queue)) {
            System.out.println(server.address() + "  Ctrl-C ends");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
