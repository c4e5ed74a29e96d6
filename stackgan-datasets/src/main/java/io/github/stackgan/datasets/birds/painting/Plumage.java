package io.github.stackgan.datasets.birds.painting;

import io.github.stackgan.datasets.birds.attributes.BirdAttributes;
import io.github.stackgan.datasets.birds.attributes.BirdAttributes.Mark;
import io.github.stackgan.datasets.birds.attributes.BirdColour;

/** The feathers of one bird: what trunk, wing and tail are covered with. */
final class Plumage {
    private static final int COVERTS = 8;

    private final BirdAttributes bird;
    private final BirdShape shape;
    private final int pixels;
    /** Shifts the mottling, so that no two birds have the same. */
    private final double salt;

    Plumage(BirdAttributes bird, BirdShape shape, int pixels, double salt) {
        this.bird = bird;
        this.shape = shape;
        this.pixels = pixels;
        this.salt = salt;
    }

    /** Body, belly and crown: feathers grow away from the beak, and the colours meet in their fringes. */
    Surface trunk() {
        FeatherTexture coat =
                new FeatherTexture(shape.headX() + 1.15 * shape.head(), shape.headY() - 0.1 * shape.head(), 40, pixels);
        int body = bird.body().rgb();
        int belly = bird.belly().rgb();
        int crown = bird.crown().rgb();
        boolean streaked = bird.breastStripes() == Mark.PRESENT;
        int dark = bird.belly() == BirdColour.BLACK ? 0xbdb198 : 0x33261b;
        return (x, y, s) -> {
            coat.locate(x, y);
            float mottled = Noise.at(x * 11 + salt, y * 11);
            double fringe = 0.012 * coat.streak + 0.009 * mottled + 0.008 * Noise.cell(coat.row, coat.feather);
            s.colour(body);
            float under = Noise.step(-0.014, 0.014, y - bellyLine(x) + fringe);
            if (under > 0) {
                s.towards(belly, under);
            }
            float onTop = crownPart(x, y, fringe);
            if (onTop > 0) {
                s.towards(crown, onTop);
            }
            if (streaked && under > 0.5 && onTop == 0 && y < 0.5 + 0.5 * x) {
                s.towards(dark, streak(coat));
            }
            s.tone = 1 + coat.relief(0.11) + 0.13f * coat.streak + 0.05f * mottled;
        };
    }

    /** A dark shaft on two feathers of three. */
    private static float streak(FeatherTexture coat) {
        boolean bare = Noise.cell(coat.feather, coat.row) < -0.4;
        double edge = Math.abs(coat.across) - 0.2 + 0.06 * coat.streak;
        return bare ? 0 : 0.85f * Noise.step(0, 0.16, -edge + 0.1) * Noise.step(-0.1, 0.25, coat.along);
    }

    /** Above it is the body's colour, below the belly's: from the vent over the flank to the throat. */
    private static double bellyLine(double x) {
        double t = Math.max(0, x - 0.27);
        return 0.69 - 1.13 * t * t;
    }

    /** From the beak over the eye to the nape. */
    private float crownPart(double x, double y, double fringe) {
        double hx = (x - shape.headX()) / shape.head();
        double hy = (y - shape.headY()) / shape.head();
        if (hy > 0.6 || hx < -1.9) {
            return 0;
        }
        double edge = hy + 0.2 + 0.2 * hx + 6 * fringe;
        double nape = Math.sqrt(hx * hx + hy * hy) - 1.2 + 6 * fringe;
        return Noise.step(-0.09, 0.09, -edge) * Noise.step(-0.12, 0.12, -nape);
    }

    /** Small feathers on the shoulder, then long ones that meet at the tip. */
    Surface wing() {
        FeatherTexture coat =
                new FeatherTexture(BirdShape.SHOULDER_X + 0.045, BirdShape.SHOULDER_Y - 0.01, 15.5, pixels);
        int colour = bird.wing().rgb();
        boolean barred = bird.wingBars() == Mark.PRESENT;
        boolean pale = bird.wing() == BirdColour.WHITE || bird.wing() == BirdColour.YELLOW;
        int bar = pale ? 0x4a443c : 0xf4efe2;
        return (x, y, s) -> {
            coat.locate(x, y);
            s.colour(colour);
            if (coat.row < COVERTS) {
                s.tone = 1 + coat.relief(0.24) + 0.1f * coat.streak + barbs(coat) - shaft(coat);
                if (barred && (coat.row == COVERTS - 1 || coat.row == COVERTS - 3)) {
                    s.towards(bar, 0.92f * Noise.step(0.36, 0.52, coat.along + 0.05 * coat.streak));
                }
            } else {
                double s1 = ((x - BirdShape.SHOULDER_X) * -0.883 + (y - BirdShape.SHOULDER_Y) * 0.468) / 0.566;
                double t = ((x - BirdShape.SHOULDER_X) * 0.468 + (y - BirdShape.SHOULDER_Y) * 0.883) / 0.566;
                double fan = (t - 0.03 - 0.5 * shape.droop()) / (1.25 - s1);
                s.tone = vane(fan / 0.062, s1 * 0.566, 0.062 * (1.25 - s1) * 0.566);
                if (coat.row == COVERTS) {
                    s.tone *= 1 - 0.3f * Noise.step(0.1, 0.55, 0.55 - coat.along);
                }
            }
        };
    }

    /** The tail's feathers part from the rump. */
    Surface tail() {
        int colour = bird.wing().rgb();
        double middle = shape.tailAngle();
        return (x, y, s) -> {
            double dx = 0.36 - x;
            double dy = y - BirdShape.RUMP_Y + 0.05;
            double far = Math.sqrt(dx * dx + dy * dy);
            double turn = 2 * Math.PI * FeatherTexture.angle(dy, dx) - middle;
            s.colour(colour);
            s.tone = 0.94f * vane(turn / 0.062, far, 0.062 * far);
        };
    }

    /** Light on long feathers side by side: each with a pale shaft, barbs aslant from it, and a shadow on the next. */
    private float vane(double number, double along, double width) {
        int feather = Noise.floor(number);
        double across = number - feather - 0.5;
        float visible = FeatherTexture.fade(width * pixels);
        float light = (float) (0.16 * across + 0.04 * Noise.cell(feather, 3));
        light -= 0.38f * Noise.step(0.32, 0.5, Math.abs(across)) * (across < 0 ? 1 : 0.55f);
        light += 0.12f * Noise.step(0.3, 0.36, across) * Noise.step(0.38, 0.44, 0.82 - across);
        light += 0.2f * Noise.step(0, 0.06, 0.07 - Math.abs(across + 0.08));
        double slant = along - 0.5 * width * Math.abs(across + 0.08);
        float barbs = FeatherTexture.fade(0.0125 * pixels) * Noise.at(slant * 160, feather * 7 + across * 2.5);
        return 0.97f + visible * light + 0.085f * barbs + 0.04f * Noise.at(along * 30 + salt, feather * 3.7);
    }

    /** Barbs that part from a covert's shaft. */
    private static float barbs(FeatherTexture coat) {
        double v = coat.along * 7 - Math.abs(coat.across) * 5;
        return 0.05f * coat.visible * Noise.at(v, coat.feather * 3 + coat.row * 11);
    }

    private static float shaft(FeatherTexture coat) {
        return 0.16f * coat.visible * Noise.step(0, 0.05, 0.055 - Math.abs(coat.across));
    }
}
