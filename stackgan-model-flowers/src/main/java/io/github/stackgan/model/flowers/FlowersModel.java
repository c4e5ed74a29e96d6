package io.github.stackgan.model.flowers;

import io.github.stackgan.spi.PretrainedModel;

/**
 * The pretrained model flowers: text encoder and both generators, trained on the photographs of Oxford-102.
 *
 * @since 0.1.0
 */
public final class FlowersModel implements PretrainedModel {
    @Override
    public String name() {
        return "flowers";
    }

    @Override
    public String version() {
        return "1.1";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "2320d4987b519cf47d66928d8880c9a1c478af425bdf1d17f73e7bf28650c1b4";
    }
}
