package io.github.stackgan.cli.serve;

import static io.github.stackgan.cli.serve.ServerCalls.CLIENT;
import static io.github.stackgan.cli.serve.ServerCalls.decoded;
import static io.github.stackgan.cli.serve.ServerCalls.error;
import static io.github.stackgan.cli.serve.ServerCalls.images;
import static io.github.stackgan.cli.serve.ServerCalls.json;
import static io.github.stackgan.cli.serve.ServerCalls.refused;
import static io.github.stackgan.cli.serve.ServerCalls.send;
import static io.github.stackgan.cli.serve.ServerCalls.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ai.djl.modality.cv.ImageFactory;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.UnknownText;
import io.github.stackgan.cli.Main;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

class ImageServerTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/?");

    private static ImageServer black() {
        return ImageServer.start(BlackModels.black(new Semaphore(0), new CountDownLatch(1)), "127.0.0.1", 0, 1);
    }

    @Test
    void the_bundled_model_generates_all_stages_and_the_way_between_two_texts() throws Exception {
        try (StackGan gan = StackGan.pretrained("birds");
                ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 8)) {
            HttpResponse<String> first = send(json(server, "{\"text\": \"a red bird\", \"seed\": 3}"));
            JsonArray stages = images(first).get(0).getAsJsonArray();
            assertThat(decoded(stages.get(0).getAsString()).getWidth()).isEqualTo(64);
            assertThat(decoded(stages.get(1).getAsString()).getWidth()).isEqualTo(256);
            assertThat(images(send(json(server, "{\"text\": \"a red bird\", \"seed\": 3}"))))
                    .isEqualTo(images(first));
            assertThat(images(send(json(server, "{\"text\": \"a red bird\", \"seed\": 4}"))))
                    .isNotEqualTo(images(first));
            JsonArray way =
                    images(send(json(server, "{\"text\": \"a red bird\", \"to\": \"a blue bird\", \"seed\": 3}")));
            assertThat(way).hasSize(ImageRequest.STEPS);
            assertThat(way.get(8)).isNotEqualTo(way.get(0));
        }
    }

    @Test
    void a_request_without_a_seed_gets_one_that_is_told() throws Exception {
        try (ImageServer server = black()) {
            JsonObject answer = JsonParser.parseString(
                            send(json(server, "{\"text\": \"a\"}")).body())
                    .getAsJsonObject();
            assertThat(answer.get("seed").getAsLong()).isBetween(0L, 1_000_000L);
            assertThat(answer.getAsJsonArray("images")).hasSize(1);
        }
    }

    @Test
    void the_model_tells_what_it_generates_and_captions_to_try() throws Exception {
        StackGan gan = BlackModels.oneStage(List.of("a red bird", "a blue bird"));
        try (ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 1)) {
            HttpRequest get = HttpRequest.newBuilder(URI.create(server.address() + "model"))
                    .build();
            assertThat(JsonParser.parseString(send(get).body()))
                    .isEqualTo(JsonParser.parseString("{\"sizes\": [64], \"captions\": [\"a red bird\","
                            + " \"a blue bird\"], \"dataset\": \"birds\", \"words\": 1}"));
            HttpRequest head = HttpRequest.newBuilder(URI.create(server.address() + "model"))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(send(head).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void what_the_model_does_not_know_of_the_texts_comes_with_the_images() throws Exception {
        BufferedImage pixels = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        UnknownText unknown =
                new UnknownText(List.of(new UnknownText.Word("<b>yelow", Optional.of("yellow"))), List.of("\u9e1f"));
        GeneratedImage image =
                new GeneratedImage("a", 0, List.of(ImageFactory.getInstance().fromImage(pixels)), unknown);
        StackGan gan = BlackModels.oneStage(List.of());
        doReturn(List.of(image, image)).when(gan).generate(any(GenerationRequest.class));
        try (ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 1)) {
            JsonObject answer = JsonParser.parseString(
                            send(json(server, "{\"text\": \"a\", \"seed\": 0}")).body())
                    .getAsJsonObject();
            assertThat(answer.getAsJsonArray("notes").asList())
                    .extracting(JsonElement::getAsString)
                    .containsExactly(
                            "not in this model's captions: <b>yelow (did you mean yellow?)",
                            "this model's text encoder cannot read: \u9e1f");
        }
    }

    @Test
    void pages_come_with_a_policy_against_foreign_scripts() throws Exception {
        try (ImageServer server = black()) {
            for (String path : List.of("", "serve.js", "serve.css")) {
                HttpResponse<String> page = send(to(server, path).build());
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.headers().firstValue("Content-Security-Policy"))
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .contains("default-src 'none'", "script-src 'self'")
                                .doesNotContain("unsafe"));
                assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            }
            assertThat(error(send(to(server, "../pom.xml").build()), 404)).contains("no such page");
            assertThat(error(send(to(server, "generate").build()), 405)).isEqualTo("Use POST here");
            assertThat(error(send(to(server, "").DELETE().build()), 405)).isEqualTo("Use GET here");
        }
    }

    @Test
    void requests_that_make_no_sense_are_refused() throws Exception {
        try (ImageServer server = black()) {
            assertThat(refused(server, "hello")).startsWith("The request is not JSON");
            assertThat(refused(server, "{\"text\": \"a\", \"seed\": 1} {}")).contains("more text after");
            assertThat(refused(server, "{\"text\": \"a\", \"seed\": 1}}")).contains("more text after");
            assertThat(refused(server, "{\"text\": \"a\", \"text\": \"b\", \"seed\": 1}"))
                    .contains("\"text\" stands in it twice");
            assertThat(refused(server, "[]")).contains("not a JSON object");
            assertThat(refused(server, "")).contains("not");
            assertThat(refused(server, "{\"seed\": 1}")).isEqualTo("text must be a text in quotes");
            assertThat(refused(server, "{\"text\": \" \", \"seed\": 1}")).contains("text is empty");
            assertThat(refused(server, "{\"text\": \"a\", \"to\": \"\", \"seed\": 1}"))
                    .contains("to is empty");
            assertThat(refused(server, "{\"text\": \"" + "a".repeat(501) + "\", \"seed\": 1}"))
                    .contains("text has 501 characters, but at most 500");
            for (String seed : List.of("1.5", "\"1\"", "9007199254740992", "-9223372036854775808", "1e3", "null")) {
                assertThat(refused(server, "{\"text\": \"a\", \"seed\": " + seed + "}"))
                        .isEqualTo("seed must be a whole number from -9007199254740991 to 9007199254740991");
            }
            assertThat(refused(server, "{\"text\": \"a\", \"seed\": 1, \"<b>\": 1}"))
                    .contains("known are text, to, box, keyPoints and seed")
                    .doesNotContain("<b>");
            assertThat(refused(server, "[".repeat(10_000))).contains("not JSON");
        }
    }

    @Test
    void only_small_json_is_read() throws Exception {
        try (ImageServer server = black()) {
            HttpRequest form = to(server, "generate")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{\"text\": \"a\", \"seed\": 1}"))
                    .build();
            assertThat(error(send(form), 415)).contains("application/json");
            assertThat(raw(server, "Content-Length: 16385")).startsWith("HTTP/1.1 413");
            assertThat(raw(server, "Content-Length: 99999999999")).startsWith("HTTP/1.1 413");
            assertThat(images(send(json(server, "{\"text\": \"a\", \"seed\": 1}"))))
                    .hasSize(1);
        }
    }

    /** A body in pieces tells no length beforehand; Undertow would print a stack trace for each that is too large. */
    @Test
    void a_body_in_pieces_is_refused_before_it_is_read() throws Exception {
        try (ImageServer server = black()) {
            String pieces = "1000\r\n" + " ".repeat(4096) + "\r\n";
            assertThat(raw(server, "Transfer-Encoding: chunked", pieces.repeat(5)))
                    .isIn("HTTP/1.1 411", "closed");
            assertThat(images(send(json(server, "{\"text\": \"a\", \"seed\": 1}"))))
                    .hasSize(1);
        }
    }

    private static String raw(ImageServer server, String header, String... body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.listening().getPort())) {
            socket.setSoTimeout(30_000);
            String head = "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                    + "\r\n\r\n";
            socket.getOutputStream().write((head + String.join("", body)).getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            return start.length == 0 ? "closed" : new String(start, StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            return "closed";
        }
    }

    @Test
    void one_is_generated_some_wait_and_more_are_turned_away() throws Exception {
        Semaphore gate = new Semaphore(0);
        CountDownLatch held = new CountDownLatch(1);
        try (ImageServer server = ImageServer.start(BlackModels.black(gate, held), "127.0.0.1", 0, 1)) {
            HttpRequest hold = json(server, "{\"text\": \"hold\", \"seed\": 1}");
            CompletableFuture<HttpResponse<String>> generated = CLIENT.sendAsync(hold, BodyHandlers.ofString());
            assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<HttpResponse<String>> one = CLIENT.sendAsync(hold, BodyHandlers.ofString());
            CompletableFuture<HttpResponse<String>> other = CLIENT.sendAsync(hold, BodyHandlers.ofString());
            // Which of the two waits is chance; the other is turned away at once, while nothing is finished.
            HttpResponse<?> away =
                    (HttpResponse<?>) CompletableFuture.anyOf(one, other).get(30, TimeUnit.SECONDS);
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(String.valueOf(away.body())).contains("Too many are waiting for images (1)");
            assertThat(generated).isNotDone();
            gate.release(2);
            assertThat(generated.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(List.of(
                            one.get(30, TimeUnit.SECONDS).statusCode(),
                            other.get().statusCode()))
                    .containsExactlyInAnyOrder(200, 503);
        }
    }

    @Test
    void what_is_being_generated_is_answered_before_the_server_closes() throws Exception {
        Semaphore gate = new Semaphore(0);
        CountDownLatch held = new CountDownLatch(1);
        ImageServer server = ImageServer.start(BlackModels.black(gate, held), "127.0.0.1", 0, 1);
        CompletableFuture<HttpResponse<String>> generated =
                CLIENT.sendAsync(json(server, "{\"text\": \"hold\", \"seed\": 1}"), BodyHandlers.ofString());
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        Thread.sleep(300);
        assertThat(closed).isNotDone();
        gate.release();
        assertThat(generated.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        closed.get(30, TimeUnit.SECONDS);
        // Who closes it again, as a try statement around all of it does, need not wait for places that are taken.
        CompletableFuture.runAsync(server::close).get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_failure_is_told_without_its_cause_and_the_next_is_generated() throws Exception {
        try (ImageServer server = black()) {
            assertThat(error(send(json(server, "{\"text\": \"break\", \"seed\": 1}")), 500))
                    .contains("could not be generated")
                    .doesNotContain("secret");
            assertThat(images(send(json(server, "{\"text\": \"a\", \"seed\": 1}"))))
                    .hasSize(1);
        }
    }

    /**
     * The server's patience with a request's first line is 10 s; one that dribbles must not hold up others meanwhile.
     */
    @Test
    void slow_senders_hold_up_nobody() throws Exception {
        try (ImageServer server = black();
                Socket slow = new Socket("127.0.0.1", server.listening().getPort())) {
            String head =
                    "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length:"
                            + " 30\r\n\r\n{";
            slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(images(send(json(server, "{\"text\": \"a\", \"seed\": 1}"))))
                    .hasSize(1);
        }
    }

    /** Twenty megabytes, of which the reader takes twelve bytes: more than the buffers between hold. */
    @Test
    void slow_readers_hold_up_nobody() throws Exception {
        StackGan gan = BlackModels.black(new Semaphore(0), new CountDownLatch(1));
        BufferedImage noise = new BufferedImage(768, 768, BufferedImage.TYPE_INT_RGB);
        noise.setRGB(0, 0, 768, 768, new Random(1).ints(768 * 768).toArray(), 0, 768);
        GeneratedImage image =
                new GeneratedImage("a", 0, List.of(ImageFactory.getInstance().fromImage(noise)));
        when(gan.interpolate("a", "b", ImageRequest.STEPS, 1)).thenReturn(Collections.nCopies(9, image));
        try (ImageServer server = ImageServer.start(gan, "127.0.0.1", 0, 1);
                Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(server.listening());
            String body = "{\"text\": \"a\", \"to\": \"b\", \"seed\": 1}";
            String head =
                    "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ";
            slow.getOutputStream()
                    .write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
            HttpRequest other = HttpRequest.newBuilder(json(server, "{\"text\": \"a\", \"seed\": 1}"), (n, v) -> true)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            assertThat(images(send(other))).hasSize(1);
        }
    }

    /** The server is patient with senders for 10 s, and must not take whoever waits for an image for one of them. */
    @Test
    void whoever_waits_long_is_served_at_last() throws Exception {
        Semaphore gate = new Semaphore(0);
        CountDownLatch held = new CountDownLatch(1);
        try (ImageServer server = ImageServer.start(BlackModels.black(gate, held), "127.0.0.1", 0, 1)) {
            CompletableFuture<HttpResponse<String>> generated =
                    CLIENT.sendAsync(json(server, "{\"text\": \"hold\", \"seed\": 1}"), BodyHandlers.ofString());
            assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(12_000);
            gate.release();
            assertThat(generated.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    /**
     * 127.0.0.2 is this computer by another name, which a server at 127.0.0.1 alone does not hear: so with every other
     * address.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void the_default_host_hears_its_own_address_alone() throws Exception {
        Serve defaults = new Serve();
        new CommandLine(defaults).parseArgs();
        assertThat(defaults.host()).isEqualTo("127.0.0.1");
        for (String host : List.of("127.0.0.1", "0.0.0.0")) {
            try (ImageServer server = ImageServer.start(mock(StackGan.class), host, 0, 1)) {
                URI other = URI.create("http://127.0.0.2:" + server.listening().getPort() + "/");
                HttpRequest page = HttpRequest.newBuilder(other).build();
                if (host.equals("127.0.0.1")) {
                    assertThatThrownBy(() -> send(page)).isInstanceOf(ConnectException.class);
                } else {
                    assertThat(send(page).statusCode()).isEqualTo(200);
                    assertThat(server.address()).startsWith("http://localhost:");
                }
            }
        }
    }

    @Test
    void what_cannot_be_used_is_named() throws Exception {
        StackGan gan = mock(StackGan.class);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> ImageServer.start(gan, "127.0.0.1", taken.getLocalPort(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Cannot listen at --host 127.0.0.1, --port " + taken.getLocalPort());
        }
        assertThatThrownBy(() -> ImageServer.start(gan, "127.0.0.1", 65_536, 1))
                .hasMessage("--port is 65536, but must be from 0 to 65535");
        assertThatThrownBy(() -> ImageServer.start(gan, "127.0.0.1", 0, 0)).hasMessageContaining("--queue is 0");
        assertThatThrownBy(() -> ImageServer.start(gan, "127.0.0.1", 0, 1001))
                .hasMessage("--queue is 1001, but must be from 1 to 1000");
        assertThatThrownBy(() -> ImageServer.start(gan, "no.such.host.invalid", 0, 1))
                .hasMessageContaining("no.such.host.invalid");
    }

    @Test
    void the_command_serves_locally_until_it_is_stopped() throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            serves(said);
        } finally {
            System.setOut(console);
        }
    }

    /** At a port that the system chooses, which the command names. */
    private void serves(ByteArrayOutputStream said) throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread command = new Thread(() -> code.complete(Main.run("serve", "--port", "0")));
        command.start();
        Matcher address = ADDRESS.matcher("");
        for (int i = 0;
                i < 600 && !address.reset(said.toString(StandardCharsets.UTF_8)).find();
                i++) {
            Thread.sleep(200);
        }
        int status = send(HttpRequest.newBuilder(URI.create(address.group())).build())
                .statusCode();
        assertThat(status).isEqualTo(200);
        command.interrupt();
        assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    }
}
