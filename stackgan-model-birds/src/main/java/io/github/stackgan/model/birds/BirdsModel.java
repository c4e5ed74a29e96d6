package io.github.stackgan.model.birds;

import io.github.stackgan.spi.PretrainedModel;

/**
 * The pretrained model birds: text encoder and both generators, trained on the synthetic birds.
 *
 * @since 0.1.0
 */
public final class BirdsModel implements PretrainedModel {
    @Override
    public String name() {
        return "birds";
    }

    @Override
    public String version() {
        return "4.1";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "d99fcde9a276a69c505734c402780dc9eecc65ea05a2a1f1c6e634079d22e553";
    }
}
