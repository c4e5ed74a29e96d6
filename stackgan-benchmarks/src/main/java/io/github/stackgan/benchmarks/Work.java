package io.github.stackgan.benchmarks;

import io.github.stackgan.settings.StackGanSettings;

/** What is measured. */
enum Work {
    STAGE1("Stage-I iteration, batch 16", Recipe.WIDE, 16, 64, 1),
    STAGE1_BUNDLED("Stage-I iteration of the bundled model's width, batch 24", Recipe.BUNDLED, 24, 64, 1),
    STAGE2("Stage-II iteration (256), batch 4", Recipe.WIDE, 4, 256, 2),
    ONE("embedding to 256x256, one", Recipe.WIDE, 1, 256, 0),
    SIXTEEN("embedding to 256x256, batch 16", Recipe.WIDE, 16, 256, 0),
    ONE_BUNDLED("embedding to 256x256, one, of the bundled model's width", Recipe.BUNDLED, 1, 256, 0),
    PAIRS("char-CNN-RNN iteration, 40 images and captions", Recipe.WIDE, 40, 64, 0),
    CAPTIONS("char-CNN-RNN iteration on what captions state, 48 captions", Recipe.BUNDLED, 48, 64, 0);

    private final String title;
    private final StackGanSettings settings;
    private final int batch;
    private final int side;
    private final int stage;

    Work(String title, StackGanSettings settings, int batch, int side, int stage) {
        this.title = title;
        this.settings = settings;
        this.batch = batch;
        this.side = side;
        this.stage = stage;
    }

    String title() {
        return title;
    }

    StackGanSettings settings() {
        return settings;
    }

    int batch() {
        return batch;
    }

    int side() {
        return side;
    }

    /** The stage that learns, or 0 if none does. */
    int stage() {
        return stage;
    }

    /** Whether a text encoder learns. */
    boolean isText() {
        return this == PAIRS || this == CAPTIONS;
    }
}
