package io.github.stackgan.cli.generate;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.Location;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.cli.arguments.PngArgument;
import io.github.stackgan.core.report.ImageGrid;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Generates one text with the noise held fixed in boxes that move, stretch and shrink, as a figure of GAWWN's paper
 * (Reed et al., NIPS 2016). Each image shows its box.
 */
@Command(
        name = "move-box",
        description = "Generates a text in boxes that move, stretch and shrink, with the noise held fixed.",
        mixinStandardHelpOptions = true)
public final class MoveBox implements Callable<Integer> {
    private static final int COLUMNS = 5;
    private static final int CELL = 160;

    /** What becomes of a box from the left, at 0, to the right of a row, at 1. */
    private enum Change {
        MOVED(t -> new Location.Box(0.02 + 0.46 * t, 0.25, 0.5, 0.5)),
        STRETCHED(t -> new Location.Box(0.3 - 0.25 * t, 0.3, 0.4 + 0.5 * t, 0.4)),
        SHRUNK(t -> new Location.Box(0.05 + 0.25 * t, 0.05 + 0.25 * t, 0.9 - 0.5 * t, 0.9 - 0.5 * t));

        private final DoubleFunction<Location.Box> box;

        Change(DoubleFunction<Location.Box> box) {
            this.box = box;
        }

        List<Location.Box> boxes() {
            return IntStream.range(0, COLUMNS)
                    .mapToObj(i -> box.apply(i / (COLUMNS - 1.0)))
                    .toList();
        }
    }

    @Option(names = "--text", required = true, description = "The text.")
    private String text = "";

    @Option(names = "--seed", description = "The noise. Default: ${DEFAULT-VALUE}")
    private long seed = 0;

    @Option(
            names = "--out",
            converter = PngArgument.class,
            description = "The PNG file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("moved-box.png");

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        List<ImageGrid.Row> rows = new ArrayList<>();
        try (StackGan gan = model.open()) {
            Images.printUnknown(Map.of(text, gan.unknownText(text)));
            for (Change change : Change.values()) {
                List<BufferedImage> images = change.boxes().stream()
                        .map(box -> framed(generated(gan, box), box))
                        .toList();
                boolean last = change.ordinal() == Change.values().length - 1;
                rows.add(new ImageGrid.Row(last ? text : "", images));
            }
        }
        ImageGrid.writePng(ImageGrid.of(List.of(), rows).draw(CELL), out);
        System.out.println(out);
        return 0;
    }

    private BufferedImage generated(StackGan gan, Location.Box box) {
        GenerationRequest request = GenerationRequest.of(text).withSeed(seed).withLocation(box);
        List<GeneratedImage> images = gan.generate(request);
        return Images.last(images.get(0));
    }

    /** A copy with the box's edges. */
    private static BufferedImage framed(BufferedImage image, Location.Box box) {
        int side = image.getWidth();
        BufferedImage copy = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = copy.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.setColor(Color.RED);
        int left = (int) Math.round(box.left() * (side - 1));
        int top = (int) Math.round(box.top() * (side - 1));
        int right = (int) Math.round((box.left() + box.width()) * (side - 1));
        int bottom = (int) Math.round((box.top() + box.height()) * (side - 1));
        g.drawRect(left, top, right - left, bottom - top);
        g.dispose();
        return copy;
    }
}
