package io.github.stackgan.cli.serve;

import io.github.stackgan.StackGan;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;

/**
 * The page of {@code serve}, and {@code POST /generate} behind it, which is {@link GenerationHandler}.
 *
 * <p>The content policy lets the page run its own script alone, so that not even a mistake in it could run a text.
 */
final class ImageServer implements AutoCloseable {
    /** For a whole header, and for a body that stands still. */
    private static final int PATIENCE_MS = 10_000;

    /** For answers under way when the server stops. */
    private static final int LAST_PATIENCE_MS = 10_000;

    /** Numbers of an address, which no other site can be called by. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Names that browsers look up nowhere. */
    private static final Pattern LOCAL = Pattern.compile("(.*\\.)?localhost\\.?", Pattern.CASE_INSENSITIVE);

    private static final int MISDIRECTED = 421;

    /** The server tells of itself at every start. Held, for loggers that nobody holds forget their level. */
    private static final List<Logger> TALKATIVE = List.of(
            Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"), Logger.getLogger("org.jboss.threads"));

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self';"
                    + " base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store");

    private final Map<String, WebPage> pages = Map.of(
            "/", WebPage.of("index.html", "text/html; charset=utf-8"),
            "/serve.css", WebPage.of("serve.css", "text/css; charset=utf-8"),
            "/serve.js", WebPage.of("serve.js", "text/javascript; charset=utf-8"));
    private final String host;
    private final boolean alone;
    private final GenerationHandler handler;
    private final GracefulShutdownHandler answers = new GracefulShutdownHandler(this::route);
    private final Undertow server;

    private ImageServer(StackGan gan, String host, int port, int queue, Limits limits) {
        this.host = host;
        InetSocketAddress at = new InetSocketAddress(host, port);
        this.alone = !at.isUnresolved() && at.getAddress().isLoopbackAddress();
        this.handler = new GenerationHandler(gan, queue, limits);
        this.server = Undertow.builder()
                .addHttpListener(port, host)
                .setIoThreads(2)
                .setWorkerThreads(1)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) GenerationHandler.MOST_BYTES)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, GenerationHandler.MOST_BYTES)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, PATIENCE_MS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, PATIENCE_MS)
                .setSocketOption(Options.READ_TIMEOUT, PATIENCE_MS)
                .setSocketOption(Options.WRITE_TIMEOUT, limits.patienceMs())
                .setSocketOption(Options.CONNECTION_HIGH_WATER, limits.connections())
                .setSocketOption(Options.CONNECTION_LOW_WATER, limits.connections())
                .setHandler(answers)
                .build();
    }

    /**
     * Starts to listen.
     *
     * @param gan generates; stays the caller's to close, after the server
     * @param host an address or name of this computer
     * @param port 0 takes any free one
     * @param queue how many may wait while one is generated, at least 1
     * @throws IllegalArgumentException if a number is out of range, or host and port cannot be used
     */
    static ImageServer start(StackGan gan, String host, int port, int queue) {
        return start(gan, host, port, queue, Limits.USUAL);
    }

    static ImageServer start(StackGan gan, String host, int port, int queue, Limits limits) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port is " + port + ", but must be from 0 to 65535");
        }
        if (queue < 1 || queue > 1000) {
            throw new IllegalArgumentException("--queue is " + queue + ", but must be from 1 to 1000");
        }
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        ImageServer started = new ImageServer(gan, host, port, queue, limits);
        try {
            started.server.start();
        } catch (RuntimeException e) {
            started.close();
            throw new IllegalArgumentException(
                    "Cannot listen at --host " + host + ", --port " + port + " (" + e.getMessage()
                            + "); is the port taken? --port 0 takes any free one",
                    e);
        }
        return started;
    }

    /** Where a browser finds the page. */
    String address() {
        InetSocketAddress at = listening();
        String host = at.getAddress().isAnyLocalAddress() ? "localhost" : at.getHostString();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort() + "/";
    }

    InetSocketAddress listening() {
        return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    }

    /** Finishes and answers what is being generated, and refuses the rest. */
    @Override
    public void close() {
        handler.close();
        answers.shutdown();
        try {
            answers.awaitShutdown(LAST_PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // An exchange that is over, but not yet put away, would complain.
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
        server.stop();
    }

    /**
     * Whoever listens on this computer alone has one of its names. Another is a site's own that was made to mean this
     * computer, so that a browser takes this server for a part of that site.
     */
    private boolean isOwn(@Nullable String name) {
        return name == null
                || !alone
                || LOCAL.matcher(name).matches()
                || name.equalsIgnoreCase(host)
                || NUMBERS.matcher(name).matches();
    }

    private void route(HttpServerExchange exchange) {
        handler.cutOffWhoeverSendsTooLong(exchange);
        HEADERS.forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        HttpString method = exchange.getRequestMethod();
        WebPage page = pages.get(exchange.getRequestPath());
        boolean generates = exchange.getRequestPath().equals("/generate");
        boolean describes = exchange.getRequestPath().equals("/model");
        if (exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
            // Undertow prints the stack of each body in pieces that grows too large; so nobody reads such bodies here.
            Connectors.terminateRequest(exchange);
            exchange.setPersistent(false);
            String message = "Say how long the request is, by Content-Length; bodies in pieces are not read";
            GenerationHandler.error(exchange, StatusCodes.LENGTH_REQUIRED, message);
        } else if (exchange.getHostAndPort().startsWith("[")
                && !exchange.getHostAndPort().contains("]")) {
            // Undertow would look for the end of the address in vain.
            GenerationHandler.error(exchange, StatusCodes.BAD_REQUEST, "The header Host has no end of its address");
        } else if (!isOwn(exchange.getHostName())) {
            GenerationHandler.error(
                    exchange,
                    MISDIRECTED,
                    "This server listens on this computer alone, where nothing has the name that was asked for; use"
                            + " localhost");
        } else if (describes && (method.equals(Methods.GET) || method.equals(Methods.HEAD))) {
            handler.describe(exchange);
        } else if (page == null && !generates && !describes) {
            GenerationHandler.error(exchange, StatusCodes.NOT_FOUND, "There is no such page; the only one is /");
        } else if (page != null && (method.equals(Methods.GET) || method.equals(Methods.HEAD))) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, page.type());
            exchange.getResponseSender().send(ByteBuffer.wrap(page.content()));
        } else if (generates && method.equals(Methods.POST)) {
            handler.receive(exchange);
        } else {
            exchange.getResponseHeaders().put(Headers.ALLOW, generates ? "POST" : "GET, HEAD");
            GenerationHandler.error(
                    exchange, StatusCodes.METHOD_NOT_ALLOWED, "Use " + (generates ? "POST" : "GET") + " here");
        }
    }
}
