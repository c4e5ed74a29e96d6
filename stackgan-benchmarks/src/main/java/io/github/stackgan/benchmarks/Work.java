package io.github.stackgan.benchmarks;

/** What is measured. */
enum Work {
    STAGE1_ITERATION("Stage-I iteration, batch 16", 16, 64, 1),
    STAGE2_ITERATION("Stage-II iteration (256), batch 4", 4, 256, 2),
    GENERATE_ONE("embedding to 256x256, one", 1, 256, 0),
    GENERATE_BATCH("embedding to 256x256, batch 16", 16, 256, 0);

    private final String title;
    private final int batch;
    private final int side;
    private final int stage;

    Work(String title, int batch, int side, int stage) {
        this.title = title;
        this.batch = batch;
        this.side = side;
        this.stage = stage;
    }

    String title() {
        return title;
    }

    int batch() {
        return batch;
    }

    int side() {
        return side;
    }

    /** The stage that learns, or 0 if nothing does. */
    int stage() {
        return stage;
    }
}
