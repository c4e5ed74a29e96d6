package io.github.stackgan.benchmarks;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.ProgressListener;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.datasets.ImageFolder;
import io.github.stackgan.datasets.Problems;
import io.github.stackgan.datasets.birds.SyntheticBirds;
import io.github.stackgan.datasets.cache.PreparedImages;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * JPEG files of 500 x 375 to squares of 304, in turn by what people write with Java alone, by this library, and out of
 * its prepared images: {@code LoaderBench [ROUNDS]}. One thread, its time on the processor, medians of the rounds.
 */
public final class LoaderBench {
    private static final int IMAGES = 64;
    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int SIDE = 304;
    private static final int WARM_UP = 4;
    private static final float QUALITY = 0.95f;

    private LoaderBench() {}

    @FunctionalInterface
    private interface Loader {
        BufferedImage load(int image) throws IOException;
    }

    /**
     * Measures.
     *
     * @param args how many rounds (default 9)
     * @throws IOException if the images cannot be kept in the folder for temporary files
     */
    public static void main(String[] args) throws IOException {
        PyTorchEngine.stayOffline();
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        Path folder = Files.createTempDirectory("loader-bench");
        write(folder);
        CaptionedImages ours = ImageFolder.read(folder, Problems.FAIL);
        CaptionedImages prepared = PreparedImages.in(folder.resolve("prepared"), ours, ProgressListener.none(), SIDE);
        Map<String, Loader> loaders = new LinkedHashMap<>();
        loaders.put("ImageIO, SCALE_SMOOTH", i -> scaled(square(folder, i), Image.SCALE_SMOOTH));
        loaders.put("ImageIO, SCALE_AREA_AVERAGING", i -> scaled(square(folder, i), Image.SCALE_AREA_AVERAGING));
        loaders.put(
                "ImageIO, Graphics2D bicubic (not antialiased)",
                i -> drawn(square(folder, i), RenderingHints.VALUE_INTERPOLATION_BICUBIC));
        loaders.put(
                "ImageIO, Graphics2D bilinear (not antialiased)",
                i -> drawn(square(folder, i), RenderingHints.VALUE_INTERPOLATION_BILINEAR));
        loaders.put("ours, from the JPEGs", i -> ours.image(i, SIDE));
        loaders.put("ours, prepared", i -> prepared.image(i, SIDE));
        print(measured(loaders, rounds));
    }

    private static Map<String, Double> measured(Map<String, Loader> loaders, int rounds) throws IOException {
        Map<String, double[]> times = new LinkedHashMap<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, Loader> loader : loaders.entrySet()) {
                long start = threads.getCurrentThreadCpuTime();
                for (int i = 0; i < IMAGES; i++) {
                    if (loader.getValue().load(i).getWidth() != SIDE) {
                        throw new IllegalStateException(loader.getKey() + " gives images of another size");
                    }
                }
                double[] all = times.computeIfAbsent(loader.getKey(), k -> new double[rounds]);
                if (round >= 0) {
                    all[round] = (threads.getCurrentThreadCpuTime() - start) / 1e6 / IMAGES;
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((name, all) -> {
            Arrays.sort(all);
            medians.put(name, all[all.length / 2]);
        });
        return medians;
    }

    private static void print(Map<String, Double> medians) {
        double plain = medians.values().iterator().next();
        System.out.println("| loader | ms for an image | images/s for a core | ratio |");
        System.out.println("| --- | --- | --- | --- |");
        medians.forEach((name, ms) ->
                System.out.printf(Locale.ROOT, "| %s | %.2f | %.0f | %.1f |%n", name, ms, 1000 / ms, plain / ms));
    }

    private static BufferedImage square(Path folder, int index) throws IOException {
        BufferedImage image = ImageIO.read(file(folder, index).toFile());
        int side = Math.min(image.getWidth(), image.getHeight());
        return image.getSubimage((image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
    }

    private static BufferedImage scaled(BufferedImage image, int how) {
        BufferedImage result = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = result.createGraphics();
        g.drawImage(image.getScaledInstance(SIDE, SIDE, how), 0, 0, null);
        g.dispose();
        return result;
    }

    private static BufferedImage drawn(BufferedImage image, Object interpolation) {
        BufferedImage result = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = result.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        g.drawImage(image, 0, 0, SIDE, SIDE, null);
        g.dispose();
        return result;
    }

    private static Path file(Path folder, int image) {
        return folder.resolve(String.format(Locale.ROOT, "%03d.jpg", image));
    }

    /** Synthetic birds, of which a cut keeps the wanted shape. */
    private static void write(Path folder) throws IOException {
        CaptionedImages birds = SyntheticBirds.train(1, IMAGES);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(QUALITY);
        long bytes = 0;
        for (int i = 0; i < IMAGES; i++) {
            Path file = file(folder, i);
            try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
                writer.setOutput(out);
                BufferedImage cut = birds.image(i, WIDTH).getSubimage(0, (WIDTH - HEIGHT) / 2, WIDTH, HEIGHT);
                writer.write(null, new IIOImage(cut, null, null), settings);
            }
            bytes += Files.size(file);
            Files.writeString(
                    folder.resolve(String.format(Locale.ROOT, "%03d.txt", i)),
                    birds.captions(i).get(0));
        }
        writer.dispose();
        System.err.printf(Locale.ROOT, "%d images of %d x %d, %d bytes each%n", IMAGES, WIDTH, HEIGHT, bytes / IMAGES);
    }
}
