package io.github.stackgan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.github.stackgan.StackGan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageServerNamesTest {
    /** A site whose name was made to mean this computer may not use the server as a part of itself. */
    @Test
    void a_server_for_this_computer_alone_answers_by_no_other_name() throws Exception {
        try (ImageServer server = ImageServer.start(mock(StackGan.class), "127.0.0.1", 0, 1)) {
            for (String name : List.of("localhost", "LOCALHOST:80", "a.localhost.", "127.0.0.1", "[::1]:8080")) {
                assertThat(statusAs(server, name)).isEqualTo("HTTP/1.1 200 OK");
            }
            for (String name : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080")) {
                assertThat(statusAs(server, name)).startsWith("HTTP/1.1 421");
            }
            assertThat(statusAs(server, "[")).startsWith("HTTP/1.1 400");
        }
    }

    private static String statusAs(ImageServer server, String name) throws IOException {
        try (Socket socket =
                new Socket(server.listening().getAddress(), server.listening().getPort())) {
            String request = "GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
