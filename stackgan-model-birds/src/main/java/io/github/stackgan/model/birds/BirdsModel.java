package io.github.stackgan.model.birds;

import io.github.stackgan.spi.PretrainedModel;

/** The pretrained model birds: text encoder and both generators, trained on the synthetic birds. */
public final class BirdsModel implements PretrainedModel {
    @Override
    public String name() {
        return "birds";
    }

    @Override
    public String version() {
        return "2.1";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "b90971bbd135db6071c7839ea029a5c5a0caef3031a0e6f6e8878c703720ffbd";
    }
}
