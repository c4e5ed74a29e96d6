package io.github.stackgan.settings;

/**
 * The adversarial losses of both networks: how the discriminator's answers become losses.
 *
 * @since 0.1.0
 */
public enum AdversarialLoss {
    /**
     * Binary cross entropy (paper equations 3 to 6). The generator's is the non-saturating form, -log D, as in both
     * releases, where the paper writes log(1 - D).
     */
    CROSS_ENTROPY,
    /**
     * The hinge: the discriminator's loss is above 0 where real pairs are under 1 or others above -1, the generator's
     * is minus the answer (Lim and Ye, 2017; Miyato et al., ICLR 2018, section 4). Its answers have no bound, so it
     * wants a gradient penalty and no batch normalisation in the discriminator: Tao et al., DF-GAN, CVPR 2022.
     */
    HINGE
}
