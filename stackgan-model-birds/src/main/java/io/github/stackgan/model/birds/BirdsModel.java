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
        return "2.0";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "3219c333db1aebf5e69ac359a5b32746e9d6c4f0de7eba16df49fb173066ada6";
    }
}
