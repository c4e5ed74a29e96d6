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
        return "3.0";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "73b6fbfe8dd0e4460103357d70b8b5e2d7dbeb82b0282aba2b93c803ce8bbc16";
    }
}
