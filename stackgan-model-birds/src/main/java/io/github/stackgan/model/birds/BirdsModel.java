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
        return "4.0";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "df9154c234fe07f1591a2b877360a2ef169e0add55d527637326d2c303c40b31";
    }
}
