package io.github.stackgan.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.stackgan.Losses;
import io.github.stackgan.TrainingException;
import io.github.stackgan.TrainingListener.Iteration;
import io.github.stackgan.TrainingListener.Sample;
import io.github.stackgan.TrainingListener.StageStart;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private static Iteration iteration(int stage, long number, float loss) {
        Losses losses = losses(loss, 0.8f);
        return new Iteration(stage, number, 1, 2e-4, losses, Duration.ofMillis(250), Duration.ofMillis(10));
    }

    private static Losses losses(float discriminator, float generator) {
        Map<String, Float> values = new LinkedHashMap<>();
        values.put("discriminator", discriminator);
        values.put("real", 0.5f);
        values.put("wrong", 0.6f);
        values.put("fake", 0.7f);
        values.put("generator", generator);
        values.put("kl", 0.9f);
        values.put("reconstruction", 0.25f);
        return new Losses(values);
    }

    private static BufferedImage plain(Color colour, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, side, side);
        g.dispose();
        return image;
    }

    private static Sample sample(String caption, Color colour) {
        return new Sample(caption, plain(Color.GREEN, 32), List.of(plain(colour, 16), plain(colour, 32)));
    }

    @Test
    void a_loss_log_has_a_line_for_every_iteration() throws IOException {
        Path file = folder.resolve("deep/losses.jsonl");
        LossLog log = LossLog.to(file);
        log.onStageStart(new StageStart(1, 2, 0, 3, 4));
        log.onIteration(iteration(1, 1, 1.5f));
        log.onIteration(iteration(1, 2, 1.25f));
        log.onEnd();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(JsonParser.parseString(lines.get(1))
                        .getAsJsonObject()
                        .get("discriminator")
                        .getAsFloat())
                .isEqualTo(1.25f);
        assertThat(lines.get(0))
                .contains("\"iteration\":1")
                .contains("\"reconstruction\":0.25")
                .contains("\"seconds\":0.25");
    }

    @Test
    void a_resumed_loss_log_drops_what_lies_beyond_the_checkpoint_and_a_torn_line() throws IOException {
        Path file = folder.resolve("losses.jsonl");
        LossLog first = LossLog.to(file);
        first.onStageStart(new StageStart(1, 2, 0, 9, 4));
        for (int i = 1; i <= 5; i++) {
            first.onIteration(iteration(1, i, i));
        }
        first.onEnd();
        Files.writeString(file, "{\"stage\":1,\"itera", StandardOpenOption.APPEND);
        LossLog resumed = LossLog.to(file);
        resumed.onStageStart(new StageStart(1, 2, 3, 9, 4));
        resumed.onIteration(iteration(1, 4, 40));
        resumed.onEnd();
        assertThat(Files.readAllLines(file)).hasSize(4).last().asString().contains("\"discriminator\":40");
    }

    @Test
    void an_unwritable_loss_log_names_the_file() throws IOException {
        Path file = Files.createDirectory(folder.resolve("taken"));
        assertThatThrownBy(() -> LossLog.to(file).onStageStart(new StageStart(1, 1, 0, 1, 1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cannot be written to " + file);
    }

    @Test
    void progress_tells_losses_speed_and_time_left() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProgressBarListener progress = ProgressBarListener.to(new PrintStream(out, true, StandardCharsets.UTF_8));
        progress.onStageStart(new StageStart(1, 2, 0, 2, 4));
        progress.onIteration(iteration(1, 1, 1.5f));
        progress.onWarning("look out");
        progress.onIteration(iteration(1, 2, 1.25f));
        progress.onEnd();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Stage 1 of 2: iteration 1 of 2, D 1.500 G 0.800 KL 0.900 reconstruction 0.250,")
                .contains("images/s")
                .contains("left")
                .contains("Warning: look out")
                .contains("iteration 2 of 2, D 1.250");
    }

    @Test
    void a_sample_grid_shows_real_and_every_stage() throws IOException {
        SampleGridListener.in(folder)
                .onSamples(2, 500, List.of(sample("a red bird", Color.RED), sample("a blue bird", Color.BLUE)));
        BufferedImage grid = ImageIO.read(folder.resolve("stage2-000000500.png").toFile());
        List<Integer> colours = new ArrayList<>();
        for (int x = 0; x < grid.getWidth(); x++) {
            int rgb = grid.getRGB(x, 100);
            if (colours.isEmpty() || colours.get(colours.size() - 1) != rgb) {
                colours.add(rgb);
            }
        }
        int white = Color.WHITE.getRGB();
        int red = Color.RED.getRGB();
        assertThat(colours).containsExactly(white, Color.GREEN.getRGB(), white, red, white, red, white);
        assertThat(folder.resolve("latest.png")).hasSameBinaryContentAs(folder.resolve("stage2-000000500.png"));
    }

    @Test
    void a_grid_needs_rows() {
        assertThatThrownBy(() -> ImageGrid.of(List.of(), List.of())).hasMessageContaining("rows is empty");
        assertThat(IntStream.rangeClosed(1, 4).mapToObj(ImageGrid::stage))
                .containsExactly("Stage-I", "Stage-II", "Stage-III", "Stage-IV");
    }

    @Test
    void tensorboard_files_are_what_a_protocol_buffer_parser_expects() throws IOException {
        TensorBoardListener board = TensorBoardListener.in(folder);
        board.onStageStart(new StageStart(1, 1, 0, 1, 1));
        board.onIteration(iteration(1, 300, 1.5f));
        board.onSamples(1, 300, List.of(sample("a red bird", Color.RED), sample("a blue bird", Color.BLUE)));
        board.onEnd();
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
            List<byte[]> events = records(Files.readAllBytes(file));
            assertThat(events).hasSize(3);
            assertThat(new String(events.get(0), StandardCharsets.UTF_8)).contains("brain.Event:2");
            assertThat(scalars(events.get(1)))
                    .contains("stage1/loss/discriminator=1.5")
                    .contains("stage1/loss/kl=0.9");
            byte[] png = image(events.get(2));
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(300);
        }
    }

    /**
     * Splits a TFRecord file; lengths and checksums must agree (CRC-32C computed bit by bit, as RFC 3720 defines it).
     */
    private static List<byte[]> records(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(masked(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(masked(data));
            records.add(data);
        }
        return records;
    }

    private static int masked(byte[] data) {
        int crc = -1;
        for (byte b : data) {
            crc ^= b & 255;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
            }
        }
        crc = ~crc;
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    /** Event: wall_time 1 double, step 2, summary 5; Summary: value 1; Value: tag 1, simple_value 2, image 4. */
    private static List<String> scalars(byte[] event) throws IOException {
        List<String> found = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(event);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> assertThat(in.readDouble()).isGreaterThan(1.7e9);
                case 2 -> assertThat(in.readInt64()).isEqualTo(300);
                default -> {
                    CodedInputStream summary = CodedInputStream.newInstance(in.readByteArray());
                    while (summary.readTag() != 0) {
                        CodedInputStream value = CodedInputStream.newInstance(summary.readByteArray());
                        value.readTag();
                        String name = value.readString();
                        value.readTag();
                        found.add(name + "=" + value.readFloat());
                    }
                }
            }
        }
        return found;
    }

    private static byte[] image(byte[] event) throws IOException {
        byte[] at = event;
        for (int field : new int[] {5, 1, 4, 4}) {
            CodedInputStream in = CodedInputStream.newInstance(at);
            Optional<byte[]> found = Optional.empty();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == field) {
                    found = Optional.of(in.readByteArray());
                } else {
                    in.skipField(tag);
                }
            }
            at = found.orElseThrow();
        }
        return at;
    }
}
