package io.github.stackgan.datasets.shapes;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** What is drawn, about the origin, within a circle of radius 1. */
enum Shape {
    CIRCLE {
        @Override
        java.awt.Shape outline() {
            return new Ellipse2D.Double(-0.85, -0.85, 1.7, 1.7);
        }
    },
    SQUARE {
        @Override
        java.awt.Shape outline() {
            return new Rectangle2D.Double(-0.75, -0.75, 1.5, 1.5);
        }
    },
    TRIANGLE {
        @Override
        java.awt.Shape outline() {
            return star(3, 0.5);
        }
    },
    STAR {
        @Override
        java.awt.Shape outline() {
            return star(5, 0.42);
        }
    },
    CROSS {
        @Override
        java.awt.Shape outline() {
            Path2D.Double cross = new Path2D.Double();
            cross.append(new Rectangle2D.Double(-0.9, -0.3, 1.8, 0.6), false);
            cross.append(new Rectangle2D.Double(-0.3, -0.9, 0.6, 1.8), false);
            cross.setWindingRule(Path2D.WIND_NON_ZERO);
            return cross;
        }
    };

    abstract java.awt.Shape outline();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Points at radius 1, and between them corners at a smaller radius; one half of three points is a triangle. */
    private static Path2D star(int points, double inner) {
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double radius = i % 2 == 0 ? 1 : inner;
            double angle = Math.PI * i / points - Math.PI / 2;
            double x = radius * Math.cos(angle);
            double y = radius * Math.sin(angle);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }
}
