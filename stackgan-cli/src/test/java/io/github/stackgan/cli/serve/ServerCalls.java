package io.github.stackgan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import javax.imageio.ImageIO;

/** What a client of {@link ImageServer} sends, and how it reads the answers. */
final class ServerCalls {
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ServerCalls() {}

    static HttpRequest.Builder to(ImageServer server, String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    static HttpRequest json(ImageServer server, String body) {
        return to(server, "generate")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    static String error(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
        return answer.get("error").getAsString();
    }

    static String refused(ImageServer server, String body) throws IOException, InterruptedException {
        return error(send(json(server, body)), 400);
    }

    static JsonArray images(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject().getAsJsonArray("images");
    }

    static BufferedImage decoded(String address) throws IOException {
        String start = "data:image/png;base64,";
        assertThat(address).startsWith(start);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(address.substring(start.length()))));
    }
}
