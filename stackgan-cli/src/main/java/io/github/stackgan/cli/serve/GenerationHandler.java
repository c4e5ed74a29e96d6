package io.github.stackgan.cli.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.StackGan;
import io.github.stackgan.imaging.Png;
import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * {@code GET /model}, and {@code POST /generate}: takes JSON, answers with images or with an error that says what to
 * do.
 *
 * <p>A request's body is read and checked before it may wait; then one is generated at a time, some wait, and more are
 * turned away. A place is free again once its images are generated, so that neither slow senders nor slow readers hold
 * up anybody; and senders have so long for their bodies and readers for their images, whatever they send or take at a
 * time, for connections are bounded and images take memory. Only
 * JSON is accepted, which other sites' pages cannot send here without asking first, and nobody answers them.
 */
final class GenerationHandler implements AutoCloseable {
    static final int MOST_BYTES = 16_384;

    /** What cuts a sender off, until its body is there. */
    private static final AttachmentKey<XnioExecutor.Key> SENDING = AttachmentKey.create(XnioExecutor.Key.class);

    private final StackGan gan;
    private final int queue;
    private final Limits limits;
    private final Semaphore places;
    private final AtomicInteger readers = new AtomicInteger();
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> new Thread(task, "worker"));
    private volatile boolean stopping;

    GenerationHandler(StackGan gan, int queue, Limits limits) {
        this.gan = gan;
        this.queue = queue;
        this.limits = limits;
        this.places = new Semaphore(1 + queue);
    }

    /** {@code GET /model}: what the page shows and offers: the stages' sizes, captions to try, and what is known. */
    void describe(HttpServerExchange exchange) {
        JsonObject answer = new JsonObject();
        JsonArray sizes = new JsonArray();
        gan.settings().stages().forEach(stage -> sizes.add(stage.imageSize()));
        answer.add("sizes", sizes);
        JsonArray captions = new JsonArray();
        gan.provenance().captions().forEach(captions::add);
        answer.add("captions", captions);
        answer.addProperty("dataset", gan.provenance().dataset());
        gan.settings().stage1().location().ifPresent(where -> {
            answer.addProperty("location", where.kind().name());
            JsonArray names = new JsonArray();
            where.keyPoints().forEach(names::add);
            answer.add("keyPoints", names);
        });
        answer.addProperty("words", gan.vocabulary().counts().size());
        send(exchange, answer);
    }

    void receive(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            error(exchange, StatusCodes.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with Content-Type application/json");
            return;
        }
        exchange.getRequestReceiver().receiveFullBytes(this::enqueue, GenerationHandler::unreadable);
    }

    private static void unreadable(HttpServerExchange exchange, IOException e) {
        if (e instanceof Receiver.RequestToLargeException || e instanceof RequestTooBigException) {
            error(
                    exchange,
                    StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                    "The request is larger than " + MOST_BYTES + " bytes; shorten the texts");
        } else {
            error(exchange, StatusCodes.BAD_REQUEST, "The request could not be read to its end");
        }
    }

    private void enqueue(HttpServerExchange exchange, byte[] body) {
        sent(exchange);
        ImageRequest request;
        try {
            request = ImageRequest.parse(new String(body, StandardCharsets.UTF_8));
            request.requireFits(gan);
        } catch (IllegalArgumentException e) {
            error(exchange, StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        }
        if (stopping || readers.get() >= limits.readers()) {
            refuse(exchange, "Too many are still receiving their images (" + limits.readers() + ").");
        } else if (places.tryAcquire()) {
            exchange.dispatch(worker, dispatched -> generate(dispatched, request));
        } else {
            refuse(exchange, "Too many are waiting for images (" + queue + ").");
        }
    }

    private void refuse(HttpServerExchange exchange, String why) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        String message = stopping ? "The server is stopping." : why + " Try again in a moment.";
        error(exchange, StatusCodes.SERVICE_UNAVAILABLE, message);
    }

    private void generate(HttpServerExchange exchange, ImageRequest request) {
        JsonObject answer;
        try {
            if (stopping || readers.get() >= limits.readers()) {
                refuse(exchange, "Too many are still receiving their images (" + limits.readers() + ").");
                return;
            }
            answer = answer(request);
        } catch (IOException | RuntimeException e) {
            // Visitors learn that it failed, whoever runs the server learns why.
            System.err.println("An image could not be generated:");
            e.printStackTrace();
            String message = "The image could not be generated. The server's console says why.";
            error(exchange, StatusCodes.INTERNAL_SERVER_ERROR, message);
            return;
        } finally {
            places.release();
        }
        cutOffWhoeverReadsTooLong(exchange);
        send(exchange, answer);
    }

    /** A byte now and then would keep a connection for hours. */
    void cutOffWhoeverSendsTooLong(HttpServerExchange exchange) {
        if (exchange.isRequestComplete()) {
            return;
        }
        exchange.putAttachment(SENDING, cutOffLater(exchange));
        exchange.addExchangeCompleteListener((complete, next) -> {
            sent(complete);
            next.proceed();
        });
    }

    private static void sent(HttpServerExchange exchange) {
        XnioExecutor.Key cut = exchange.removeAttachment(SENDING);
        if (cut != null) {
            cut.remove();
        }
    }

    private XnioExecutor.Key cutOffLater(HttpServerExchange exchange) {
        return exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()), limits.patienceMs(), TimeUnit.MILLISECONDS);
    }

    private void cutOffWhoeverReadsTooLong(HttpServerExchange exchange) {
        readers.incrementAndGet();
        XnioExecutor.Key cut = cutOffLater(exchange);
        exchange.addExchangeCompleteListener((complete, next) -> {
            readers.decrementAndGet();
            cut.remove();
            next.proceed();
        });
    }

    /**
     * For every step of the way, or the only one, the images of all stages; and what the model does not know of the
     * sentences.
     */
    private JsonObject answer(ImageRequest request) throws IOException {
        long start = System.nanoTime();
        JsonArray all = new JsonArray();
        Set<String> unknown = new LinkedHashSet<>();
        for (GeneratedImage image : request.generate(gan)) {
            JsonArray stages = new JsonArray();
            for (var stage : image.stages()) {
                stages.add("data:image/png;base64," + png((BufferedImage) stage.getWrappedImage()));
            }
            all.add(stages);
            unknown.addAll(image.unknown().notes());
        }
        JsonObject answer = new JsonObject();
        JsonArray notes = new JsonArray();
        unknown.forEach(notes::add);
        answer.add("images", all);
        answer.add("notes", notes);
        answer.addProperty("seed", request.seed());
        answer.addProperty("milliseconds", (System.nanoTime() - start) / 1_000_000);
        return answer;
    }

    private static String png(BufferedImage image) {
        return Base64.getEncoder().encodeToString(Png.of(image));
    }

    /** Does nothing where the answer is under way, as it is if a client breaks off: nobody would read this. */
    static void error(HttpServerExchange exchange, int status, String message) {
        if (exchange.isResponseStarted()) {
            return;
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("error", message);
        exchange.setStatusCode(status);
        send(exchange, answer);
    }

    private static void send(HttpServerExchange exchange, JsonObject answer) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        exchange.getResponseSender().send(answer.toString());
    }

    /** Whoever waits is refused; what is being generated is finished, for the networks may be closed next. */
    @Override
    public void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        try {
            // Whoever has all places lets nobody in any more.
            places.tryAcquire(1 + queue, 1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.shutdown();
    }
}
