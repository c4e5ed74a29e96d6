package io.github.stackgan.settings;

/**
 * The adversarial losses of both networks: how the discriminator's answers become losses.
 *
 * @since 0.1.0
 */
public enum AdversarialLoss {
    /** Binary cross entropy, the paper's (equations 3 and 4). */
    CROSS_ENTROPY,
    /**
     * The hinge: the discriminator's loss is above 0 where real pairs are under 1 or others above -1, the generator's
     * is minus the answer (Lim and Ye, 2017; Miyato et al., ICLR 2018, section 4). Its answers have no bound, so it
     * wants a gradient penalty and no batch normalisation in the discriminator: Tao et al., DF-GAN, CVPR 2022.
     */
    HINGE
}
