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
        return "1.2";
    }

    @Override
    public String licence() {
        return "Apache-2.0";
    }

    @Override
    public String sha256() {
        return "96d8bd2a62cc8a11db69f2118721b9a166d8fc8303fd708ae47f3e23037c2df4";
    }
}
