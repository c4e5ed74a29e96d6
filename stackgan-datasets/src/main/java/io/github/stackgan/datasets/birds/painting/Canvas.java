package io.github.stackgan.datasets.birds.painting;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;

/**
 * The image while it is drawn. A part is laid on it as a relief: its outline, blurred, is its height, so that it is
 * round at the edges; the height's slope is lit from above; and its {@link Surface} gives colour and texture.
 */
final class Canvas {
    private final int side;
    private final BufferedImage image;
    private final int[] pixels;
    private final Light light;
    private final float[] covered;

    /** Direction to the sun, and its strength against that of the sky. */
    record Light(float x, float y, float z, float sun, float sky) {}

    /**
     * How a part is lit.
     *
     * @param radius how far in from the edge it is round, as a part of the image
     * @param height how steep it is there
     * @param shadow how dark the shadow is that it throws on parts beneath
     */
    record Form(double radius, double height, double shadow) {
        /** The same of a smaller or larger part. */
        Form scaled(double scale) {
            return new Form(radius * scale, height, shadow);
        }
    }

    Canvas(int side, Light light) {
        this.side = side;
        this.light = light;
        image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        covered = new float[side * side];
    }

    int side() {
        return side;
    }

    BufferedImage image() {
        return image;
    }

    /** For what has no relief; coordinates are in pixels. */
    Graphics2D graphics() {
        return smooth(image.createGraphics());
    }

    private static Graphics2D smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    /** Fills everything with a surface, unlit. */
    void cover(Surface surface) {
        Surface.Sample s = new Surface.Sample();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                surface.at((x + 0.5) / side, (y + 0.5) / side, s);
                pixels[y * side + x] = rgb(s.red * s.tone, s.green * s.tone, s.blue * s.tone);
            }
        }
    }

    /** Lays a part. Its outline and its surface are in its own coordinates. */
    void lay(Shape outline, AffineTransform toPixels, Form form, Surface surface) {
        Shape drawn = toPixels.createTransformedShape(outline);
        int margin = (int) Math.ceil(form.radius() * side) + 2;
        Rectangle box = drawn.getBounds();
        box.grow(margin, margin);
        box = box.intersection(new Rectangle(side, side));
        if (box.isEmpty()) {
            return;
        }
        float[] mask = mask(drawn, box);
        float[] wide = Blur.twice(mask, box.width, box.height, form.radius() * side);
        if (form.shadow() > 0) {
            shade(box, wide, form);
        }
        float[] narrow = Blur.twice(mask, box.width, box.height, form.radius() * side * 0.35);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = 0.65f * wide[i] + 0.35f * narrow[i] * 0.5f;
        }
        relief(box, mask, wide, form, toPixels, surface);
    }

    /** Light per pixel: slope of the height, turned to the sun; the sky's share is less on what faces down. */
    private void relief(
            Rectangle box, float[] mask, float[] height, Form form, AffineTransform toPixels, Surface surface) {
        AffineTransform back = inverse(toPixels);
        double ux = back.getScaleX();
        double uy = back.getShearY();
        double vx = back.getShearX();
        double vy = back.getScaleY();
        float steep = (float) (form.height() * form.radius() * side);
        Surface.Sample s = new Surface.Sample();
        int w = box.width;
        for (int y = 0; y < box.height; y++) {
            for (int x = 0; x < w; x++) {
                int at = y * w + x;
                float alpha = mask[at];
                if (alpha > 0) {
                    double px = box.x + x + 0.5;
                    double py = box.y + y + 0.5;
                    surface.at(ux * px + vx * py + back.getTranslateX(), uy * px + vy * py + back.getTranslateY(), s);
                    float nx = steep * (height[x > 0 ? at - 1 : at] - height[x < w - 1 ? at + 1 : at]);
                    float ny = steep * (height[y > 0 ? at - w : at] - height[y < box.height - 1 ? at + w : at]);
                    blend((box.y + y) * side + box.x + x, alpha, s, nx, ny);
                }
            }
        }
    }

    private void blend(int at, float alpha, Surface.Sample s, float nx, float ny) {
        float norm = (float) (1 / Math.sqrt(nx * nx + ny * ny + 1));
        float sun = light.sun * Math.max(0, (nx * light.x + ny * light.y + light.z) * norm);
        float sky = light.sky * (0.95f - 0.1f * ny * norm);
        // Light that enters pale feathers comes out again in their shadows: a white belly stays white.
        float pale = (s.red + s.green + s.blue) / 765;
        sky += 0.55f * pale * pale * Math.max(0, 1 - sun - sky);
        // The sun is a little yellow, the sky a little blue.
        float red = s.red * s.tone * (1.03f * sun + 0.95f * sky);
        float green = s.green * s.tone * (sun + sky);
        float blue = s.blue * s.tone * (0.94f * sun + 1.08f * sky);
        // Feathers shine a little, which is what shows the form of black ones.
        float facing = sun / light.sun;
        float shine = 26 * s.tone * facing * facing * facing * facing * facing;
        int old = pixels[at];
        pixels[at] = rgb(
                mixed(old >> 16 & 255, red + shine, alpha),
                mixed(old >> 8 & 255, green + shine, alpha),
                mixed(old & 255, blue + shine, alpha));
        covered[at] += alpha * (1 - covered[at]);
    }

    private static float mixed(float a, float b, float part) {
        return a + part * (Math.min(255, b) - a);
    }

    private static int rgb(float red, float green, float blue) {
        return channel(red) << 16 | channel(green) << 8 | channel(blue);
    }

    private static int channel(float value) {
        return value <= 0 ? 0 : value >= 255 ? 255 : (int) (value + 0.5f);
    }

    /** Shadow falls down and away from the sun, and only on what is near: the parts that lie beneath. */
    private void shade(Rectangle box, float[] blurred, Form form) {
        int dx = Math.round(-light.x * (float) form.radius() * side * 0.5f);
        int dy = Math.round((float) form.radius() * side * 0.6f);
        for (int y = Math.max(0, dy); y < box.height; y++) {
            for (int x = Math.max(0, dx); x < Math.min(box.width, box.width + dx); x++) {
                int at = (box.y + y) * side + box.x + x;
                float dark = (float) form.shadow() * covered[at] * blurred[(y - dy) * box.width + x - dx];
                if (dark > 0) {
                    int old = pixels[at];
                    pixels[at] = rgb(
                            (old >> 16 & 255) * (1 - dark),
                            (old >> 8 & 255) * (1 - dark),
                            (old & 255) * (1 - 0.9f * dark));
                }
            }
        }
    }

    /** How much of each pixel of the box the shape covers. */
    private static float[] mask(Shape shape, Rectangle box) {
        BufferedImage grey = new BufferedImage(box.width, box.height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = smooth(grey.createGraphics());
        g.setComposite(AlphaComposite.SrcOver);
        g.translate(-box.x, -box.y);
        g.setColor(Color.WHITE);
        g.fill(shape);
        g.dispose();
        byte[] bytes = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        float[] mask = new float[bytes.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (bytes[i] & 255) / 255f;
        }
        return mask;
    }

    private static AffineTransform inverse(AffineTransform transform) {
        try {
            return transform.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException("a part has no extent: " + transform, e);
        }
    }
}
