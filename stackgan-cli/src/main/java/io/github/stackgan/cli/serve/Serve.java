package io.github.stackgan.cli.serve;

import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.StopSignals;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A web page that generates what is typed, for this computer alone unless told otherwise. */
@Command(
        name = "serve",
        description = "Opens a web page that generates what is" + " typed.",
        mixinStandardHelpOptions = true)
public final class Serve implements Callable<Integer> {
    @Option(names = "--port", description = "0 takes any free one. Default: ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--host",
            description = "The address to listen at; 0.0.0.0 lets everyone in who reaches this computer."
                    + " Default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(names = "--queue", description = "How many may wait while one is generated. Default: ${DEFAULT-VALUE}")
    private int queue = 8;

    @Mixin
    private ModelOption model = new ModelOption();

    String host() {
        return host;
    }

    @Override
    public Integer call() {
        return StopSignals.heededBy("Stopping; what is being generated is answered first", this::serve);
    }

    private void serve() {
        try (StackGan gan = model.open();
                ImageServer server = ImageServer.start(gan, host, port, queue)) {
            System.out.println(server.address() + "  Ctrl-C ends");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
