package io.github.stackgan.cli.serve;

import static io.github.stackgan.cli.serve.ServerCalls.CLIENT;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Clients of a server, few of them well-mannered, and what they were answered. */
final class RoughClients {
    static final String WAY = "{\"text\": \"a\", \"to\": \"b\", \"seed\": 1}";

    static final String POST = "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private static final List<String> NONSENSE = List.of(
            "{",
            "[".repeat(16_000),
            "{\"text\": \"a\", \"seed\": 1e999}",
            "{\"text\": {\"text\": {}}}",
            "{\"text\": \"" + "\\u0000".repeat(600) + "\"}",
            "\u0000\u0001\u0002",
            "{\"text\": \"a\", \"box\": [1e308, -1, 1, 1]}");

    private static final List<String> HUGE = List.of(
            POST + "Content-Length: 99999999999\r\n\r\n",
            POST + "Content-Length: 16385\r\n\r\n" + "x".repeat(16_385),
            POST + "Transfer-Encoding: chunked\r\n\r\n" + ("1000\r\n" + " ".repeat(4096) + "\r\n").repeat(8),
            POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
            POST + "X: " + "x".repeat(40_000) + "\r\n\r\n",
            "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001".repeat(100),
            POST + "Content-Length: 10\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    /** Status and number; 0 stands for a connection that was closed without one. */
    final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();

    /** Of images, in milliseconds. */
    final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();

    /** What is said by answers that are no images. */
    final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();

    private final ImageServer server;

    RoughClients(ImageServer server) {
        this.server = server;
    }

    /** One request of client number {@code client}, whose manners depend on the number. */
    void act(int client, Random random) throws InterruptedException {
        try {
            switch (client % 10) {
                case 0 -> readsSlowly();
                case 1 -> breaksOff(random.nextBoolean());
                case 2 -> count(raw(HUGE.get(random.nextInt(HUGE.size()))));
                case 3 -> asks(NONSENSE.get(random.nextInt(NONSENSE.size())));
                case 4 -> dribbles();
                default -> asks(client % 10 == 5 ? WAY : "{\"text\": \"a red bird\"}");
            }
        } catch (IOException e) {
            // The server, or the server's system, has had enough of this connection.
            count(0);
        }
    }

    private void count(int status) {
        answers.computeIfAbsent(status, key -> new LongAdder()).increment();
    }

    private void asks(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ServerCalls.json(server, body), (name, value) -> true)
                .timeout(Duration.ofMinutes(5))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        count(answer.statusCode());
        if (answer.statusCode() == 200) {
            waits.add((System.nanoTime() - start) / 1_000_000);
        } else {
            String error = JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .get("error")
                    .getAsString();
            refusals.computeIfAbsent(error, key -> new LongAdder()).increment();
            Thread.sleep(20);
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(30_000);
        socket.connect(server.listening());
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private int raw(String request) throws IOException {
        try (Socket socket = connected()) {
            write(socket, request);
            byte[] line = socket.getInputStream().readNBytes(12);
            String start = new String(line, StandardCharsets.ISO_8859_1);
            return start.startsWith("HTTP/1.1 ") ? Integer.parseInt(start.substring(9)) : 0;
        }
    }

    /** Takes a hundred bytes at a time of more than a megabyte, and in the end goes without the rest. */
    private void readsSlowly() throws IOException, InterruptedException {
        try (Socket socket = connected()) {
            write(socket, POST + "Content-Length: " + WAY.length() + "\r\n\r\n" + WAY);
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 30 && in.readNBytes(100).length == 100; i++) {
                Thread.sleep(100);
            }
        }
    }

    /** Closes at once, by a reset if not politely. */
    private void breaksOff(boolean reset) throws IOException, InterruptedException {
        try (Socket socket = connected()) {
            write(socket, POST + "Content-Length: " + WAY.length() + "\r\n\r\n" + WAY);
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
        Thread.sleep(20);
    }

    private void dribbles() throws IOException, InterruptedException {
        try (Socket socket = connected()) {
            write(socket, POST + "Content-Length: " + WAY.length() + "\r\n\r\n");
            for (char c : WAY.substring(0, 20).toCharArray()) {
                write(socket, String.valueOf(c));
                Thread.sleep(100);
            }
        }
    }
}
