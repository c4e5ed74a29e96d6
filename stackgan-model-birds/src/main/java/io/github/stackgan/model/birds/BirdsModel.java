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
        return "3.1";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "7a91363e0f859e96d4ebc1e6884db5c21828611ef60a1dd70d68ebd32900cd63";
    }
}
