package io.github.stackgan.settings;

import io.github.stackgan.checks.Require;

/** What is asked of a first stage that is told where to draw. */
final class GawwnChecks {
    static final int IMAGE_SIZE = 128;

    private GawwnChecks() {}

    static void require(Stage1 stage) {
        if (stage.imageSize() != IMAGE_SIZE) {
            throw new IllegalArgumentException("stage1.imageSize is " + stage.imageSize() + ", but must be "
                    + IMAGE_SIZE + " where stage1.location is set");
        }
        Require.multipleOf("stage1.generatorChannels", stage.generatorChannels(), 4);
        Require.oneOf("stage1.jointKernel", stage.jointKernel(), 1);
        Require.oneOf("stage1.reductionKernel", stage.reductionKernel(), 3);
        same("body", stage.body(), Stage.Body.PLAIN);
        same("heads", stage.heads(), Stage.Heads.CONDITIONAL);
        same("discriminatorCondition", stage.discriminatorCondition(), Stage.DiscriminatorCondition.EMBEDDING);
        same("conditioning.noise", stage.conditioning().noise(), Conditioning.Noise.NONE);
    }

    /** A setting without effect would be taken for one that has it. */
    private static void same(String name, Enum<?> found, Enum<?> only) {
        if (found != only) {
            throw new IllegalArgumentException("stage1." + name + " is " + found + ", but must be " + only
                    + " where stage1.location is set: GAWWN's networks have no other");
        }
    }
}
