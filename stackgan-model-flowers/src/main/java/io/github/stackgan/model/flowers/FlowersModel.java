package io.github.stackgan.model.flowers;

import io.github.stackgan.spi.PretrainedModel;

/** The pretrained model flowers: text encoder and both generators, trained on the photographs of Oxford-102. */
public final class FlowersModel implements PretrainedModel {
    @Override
    public String name() {
        return "flowers";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "aee55cecad87bd29cd2434dbe039ba321c3facbaed0a17551f85592aa06e8428";
    }
}
