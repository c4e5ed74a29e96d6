package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;

/** What is asked of every stage. */
final class SharedChecks {
    private SharedChecks() {}

    /** Refuses settings that no stage can have; the name of the stage goes before those of the settings. */
    static void require(String name, Stage stage) {
        Require.width(name + ".generatorChannels", stage.generatorChannels());
        Require.width(name + ".discriminatorChannels", stage.discriminatorChannels());
        Require.width(name + ".discriminatorTextSize", stage.discriminatorTextSize());
        Require.oneOf(name + ".jointKernel", stage.jointKernel(), 1, 3);
        Require.oneOf(name + ".reductionKernel", stage.reductionKernel(), 1, 3);
    }
}
