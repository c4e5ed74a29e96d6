package io.github.stackgan.cli.serve;

import static io.github.stackgan.cli.serve.ServerCalls.CLIENT;
import static io.github.stackgan.cli.serve.ServerCalls.error;
import static io.github.stackgan.cli.serve.ServerCalls.json;
import static io.github.stackgan.cli.serve.ServerCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import ai.djl.modality.cv.ImageFactory;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.faults.Figures;
import io.github.stackgan.settings.StackGanSettings;
import io.github.stackgan.settings.Stage1;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

/** Two hundred clients at once, most of them ill-mannered; -Pfaults lets them for ten minutes. */
class ServerLoadTest {
    private static final int SECONDS = Integer.getInteger("stackgan.load", 3);
    private static final int CLIENTS = 200;
    private static final int QUEUE = 8;

    /** What clients of all manners get, however slow the machine is: they go on until they have. */
    private static final Set<Integer> ANSWERS = Set.of(200, 400, 413, 503);

    /** Asks for the way between two texts, by hand. */
    private static final String WAY =
            RoughClients.POST + "Content-Length: " + RoughClients.WAY.length() + "\r\n\r\n" + RoughClients.WAY;

    /** The clients' own memory, in the same process, comes and goes by some tens of megabytes. */
    private static final long NOISE = 100L << 20;

    /** An image of noise, which compresses as badly as an image can, every 10 ms. */
    private static StackGan noise(int side) {
        BufferedImage pixels = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        pixels.setRGB(0, 0, side, side, new Random(1).ints(side * side).toArray(), 0, side);
        GeneratedImage image =
                new GeneratedImage("a", 0, List.of(ImageFactory.getInstance().fromImage(pixels)));
        // One that remembered its calls would grow.
        StackGan gan = mock(StackGan.class, withSettings().stubOnly());
        when(gan.settings()).thenReturn(StackGanSettings.of(8, Stage1.paper(), List.of()));
        when(gan.generate(any(GenerationRequest.class))).thenAnswer(call -> {
            Thread.sleep(10);
            return List.of(image);
        });
        when(gan.interpolate(anyString(), anyString(), anyInt(), anyLong()))
                .thenReturn(Collections.nCopies(ImageRequest.STEPS, image));
        return gan;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("XNIO") || name.equals("worker"))
                .count();
    }

    @Test
    void two_hundred_clients_of_all_manners_find_bounded_memory_and_threads_and_clear_refusals() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        List<Long> heaps = new ArrayList<>();
        try (ImageServer server = ImageServer.start(noise(192), "127.0.0.1", 0, QUEUE)) {
            RoughClients clients = new RoughClients(server);
            assertThat(send(json(server, RoughClients.WAY)).statusCode()).isEqualTo(200);
            long threads = serverThreads();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                all.add(pool.submit(() -> {
                    Random random = new Random(client);
                    while (System.nanoTime() < end
                            || !clients.answers.keySet().containsAll(ANSWERS)
                                    && !Thread.currentThread().isInterrupted()) {
                        clients.act(client, random);
                    }
                    return null;
                }));
            }
            while (System.nanoTime() < end) {
                Thread.sleep(SECONDS * 1000L / 12);
                heaps.add(heap());
                assertThat(serverThreads()).isLessThanOrEqualTo(threads);
            }
            for (Future<?> one : all) {
                one.get(10, TimeUnit.MINUTES);
            }
            assertThat(clients.answers.keySet())
                    .isSubsetOf(0, 200, 400, 411, 413, 503)
                    .containsAll(ANSWERS);
            int half = heaps.size() / 2;
            assertThat(least(heaps.subList(half, heaps.size())))
                    .as("bytes of heap: %s", heaps)
                    .isLessThan(least(heaps.subList(0, half)) + NOISE);
            assertServes(server);
            tell(clients, heaps, threads);
        } finally {
            pool.shutdownNow();
        }
    }

    private static long least(List<Long> values) {
        return values.stream().mapToLong(v -> v).min().orElseThrow();
    }

    /** Whoever was badly served has gone, and left no place taken. */
    private static void assertServes(ImageServer server) throws Exception {
        // Connections of before may have stood still for so long that the server closes them just now.
        HttpClient fresh = HttpClient.newHttpClient();
        int status = 503;
        for (int i = 0; i < 600 && status == 503; i++) {
            status = fresh.send(json(server, RoughClients.WAY), BodyHandlers.discarding())
                    .statusCode();
            Thread.sleep(status == 503 ? 200 : 0);
        }
        assertThat(status).isEqualTo(200);
    }

    private static void tell(RoughClients clients, List<Long> heaps, long threads) throws IOException {
        List<Long> waits = clients.waits.stream().sorted().toList();
        String text = SECONDS + " s, " + CLIENTS + " clients; status and number (0: closed): " + clients.answers
                + "\nmilliseconds to an image: median " + waits.get(waits.size() / 2) + ", p99 "
                + waits.get(waits.size() * 99 / 100) + ", most " + waits.get(waits.size() - 1)
                + "\nMB of heap after collection, clients and all: least " + (least(heaps) >> 20) + ", most "
                + (Collections.max(heaps) >> 20) + "; threads of the server: " + threads + "\n" + clients.refusals;
        Figures.tell("serve", text);
    }

    private static Socket asking(ImageServer server, String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(30_000);
        socket.connect(server.listening());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    /** More than take their images slowly at one time, and then are gone. */
    @Test
    void readers_that_break_off_leave_their_places_to_others() throws Exception {
        try (ImageServer server = ImageServer.start(noise(64), "127.0.0.1", 0, QUEUE)) {
            for (int i = 0; i < Limits.USUAL.readers() + QUEUE; i++) {
                try (Socket slow = asking(server, WAY)) {
                    assertThat(status(slow)).hasSize(12);
                }
            }
            assertServes(server);
        }
    }

    /** Twenty megabytes by pieces of 64 kilobytes take 16 seconds, of which the reader is given two. */
    @Test
    void whoever_reads_on_and_on_is_cut_off_and_leaves_the_place_to_others() throws Exception {
        Limits limits = new Limits(2_000, 1, 512);
        try (ImageServer server = ImageServer.start(noise(768), "127.0.0.1", 0, QUEUE, limits);
                Socket slow = asking(server, WAY)) {
            assertThat(status(slow)).isEqualTo("HTTP/1.1 200");
            long bytes = 0;
            try {
                int read;
                do {
                    read = slow.getInputStream().readNBytes(65_536).length;
                    bytes += read;
                    Thread.sleep(50);
                } while (read == 65_536);
            } catch (SocketException e) {
                // A reset tells of the cut as the end of the stream does.
            }
            assertThat(bytes).isLessThan(20_000_000);
            assertServes(server);
        }
    }

    /** A byte now and then, for hours. */
    @Test
    void whoever_sends_on_and_on_is_cut_off() throws Exception {
        int length = 600;
        String head = RoughClients.POST + "Content-Length: " + length + "\r\n\r\n{";
        try (ImageServer server = ImageServer.start(noise(64), "127.0.0.1", 0, QUEUE, new Limits(1_000, 64, 512));
                Socket slow = asking(server, head)) {
            int sent = 1;
            try {
                while (sent < length) {
                    Thread.sleep(50);
                    slow.getOutputStream().write(' ');
                    sent++;
                }
            } catch (SocketException e) {
                // Cut off.
            }
            assertThat(sent).isLessThan(length);
        }
    }

    @Test
    void connections_beyond_the_limit_wait_until_another_closes() throws Exception {
        String page = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        List<Socket> within = new ArrayList<>();
        try (ImageServer server = ImageServer.start(noise(64), "127.0.0.1", 0, QUEUE, new Limits(60_000, 64, 4))) {
            for (int i = 0; i < 4; i++) {
                within.add(asking(server, page));
                assertThat(status(within.get(i))).isEqualTo("HTTP/1.1 200");
            }
            try (Socket further = asking(server, page)) {
                further.setSoTimeout(300);
                assertThatThrownBy(() -> status(further)).isInstanceOf(SocketTimeoutException.class);
                within.get(0).close();
                further.setSoTimeout(30_000);
                assertThat(status(further)).isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : within) {
                socket.close();
            }
        }
    }

    @Test
    void a_server_that_stops_answers_what_it_generates_and_refuses_whoever_waits() throws Exception {
        Semaphore gate = new Semaphore(0);
        CountDownLatch held = new CountDownLatch(1);
        ImageServer server = ImageServer.start(BlackModels.black(gate, held), "127.0.0.1", 0, QUEUE);
        CompletableFuture<HttpResponse<String>> generated =
                CLIENT.sendAsync(json(server, "{\"text\": \"hold\"}"), BodyHandlers.ofString());
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < QUEUE + 1; i++) {
            waiting.add(CLIENT.sendAsync(json(server, "{\"text\": \"hold\"}"), BodyHandlers.ofString()));
        }
        // One too many, whichever it is; all others wait.
        CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        Thread.sleep(300);
        gate.release();
        assertThat(generated.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        List<String> refusals = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            refusals.add(error(one.get(30, TimeUnit.SECONDS), 503));
        }
        assertThat(refusals)
                .containsOnly("The server is stopping.", "Too many are waiting for images (8). Try again in a moment.")
                .haveExactly(QUEUE, new Condition<>("The server is stopping."::equals, "stopping"));
        closed.get(30, TimeUnit.SECONDS);
    }
}
