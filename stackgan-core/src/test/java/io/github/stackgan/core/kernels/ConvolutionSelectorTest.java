package io.github.stackgan.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.kernels.ConvolutionSelector.Feature;
import io.github.stackgan.core.kernels.ConvolutionSelector.LearningAlgorithm;
import io.github.stackgan.core.kernels.Kernels.InferenceAlgorithm;
import io.github.stackgan.settings.Precision;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which algorithm a layer gets, on machines that need not be this one; layers are of docs/decisions/0005-kernels.md.
 */
class ConvolutionSelectorTest {
    private static final Set<Feature> ALL = Set.of(Feature.values());

    private static Shape weight(ConvolutionGeometry geometry, long in, long out) {
        return new Shape(out, in, geometry.kernel(), geometry.kernel());
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLING, 16, 1024, 512, 4, DIFFERENCES, DIFFERENCES",
        "DOUBLING, 16, 512, 256, 8, DIFFERENCES, DIFFERENCES",
        "DOUBLING, 16, 256, 128, 16, CHANNELS_LAST, CHANNELS_LAST",
        "DOUBLING, 1, 511, 512, 8, DIRECT, DIRECT",
        "TRANSPOSED, 1, 1024, 512, 4, DIRECT, DIRECT",
        "HALVING, 8, 1024, 2048, 8, IM2COL, IM2COL",
        "HALVING, 16, 256, 512, 8, DIRECT, IM2COL",
        "HALVING, 4, 64, 128, 128, CHANNELS_LAST, CHANNELS_LAST",
        "SAME, 32, 512, 512, 4, DIRECT, IM2COL",
        "POINTWISE, 16, 512, 512, 16, CHANNELS_LAST, CHANNELS_LAST"
    })
    void weights_that_learn_get_the_algorithm_measured_to_be_fastest(
            ConvolutionGeometry geometry,
            long images,
            long in,
            long out,
            long side,
            LearningAlgorithm plain,
            LearningAlgorithm withMatrixUnits) {
        Shape x = new Shape(images, in, side, side);
        Shape weight = weight(geometry, in, out);
        assertThat(new ConvolutionSelector(Precision.BFLOAT16, Set.of()).learning(Device.cpu(), x, weight, geometry))
                .isEqualTo(plain);
        assertThat(new ConvolutionSelector(Precision.BFLOAT16, ALL).learning(Device.cpu(), x, weight, geometry))
                .isEqualTo(withMatrixUnits);
    }

    @ParameterizedTest
    @CsvSource({
        "SAME, 16, 512, 16, FLOAT32, WINOGRAD",
        "SAME, 3, 512, 16, FLOAT32, PACKED",
        "SAME, 16, 128, 16, FLOAT32, PACKED",
        "SAME, 16, 512, 16, BFLOAT16, PACKED",
        "DOUBLING, 4, 1024, 4, FLOAT32, DIFFERENCES",
        "DOUBLING, 3, 1024, 4, FLOAT32, PACKED",
        "DOUBLING, 4, 1024, 8, FLOAT32, PACKED",
        "DOUBLING, 4, 1024, 4, BFLOAT16, PACKED",
        "TRANSPOSED, 4, 1024, 4, FLOAT32, PACKED"
    })
    void weights_that_do_not_learn_get_it_too_and_the_direct_one_where_the_engine_packs_nothing(
            ConvolutionGeometry geometry,
            long images,
            long channels,
            long side,
            Precision precision,
            InferenceAlgorithm packing) {
        Shape x = new Shape(images, channels, side, side);
        Shape weight = weight(geometry, channels, channels);
        assertThat(new ConvolutionSelector(precision, ALL).inference(Device.cpu(), x, weight, geometry))
                .isEqualTo(packing);
        assertThat(new ConvolutionSelector(precision, Set.of(Feature.MATRIX_UNITS))
                        .inference(Device.cpu(), x, weight, geometry))
                .isEqualTo(InferenceAlgorithm.DIRECT);
    }

    @ParameterizedTest
    @EnumSource(ConvolutionGeometry.class)
    void a_gpu_gets_the_engines_own_convolution(ConvolutionGeometry geometry) {
        ConvolutionSelector selector = new ConvolutionSelector(Precision.FLOAT32, ALL);
        Shape x = new Shape(16, 512, 4, 4);
        Shape weight = weight(geometry, 512, 512);
        assertThat(selector.learning(Device.gpu(), x, weight, geometry)).isEqualTo(LearningAlgorithm.DIRECT);
        assertThat(selector.inference(Device.gpu(), x, weight, geometry)).isEqualTo(InferenceAlgorithm.DIRECT);
    }

    @Test
    void matrix_units_of_sixteen_bits_put_larger_feature_maps_together_by_products() {
        assertThat(new ConvolutionSelector(Precision.BFLOAT16, ALL).cellsForProducts())
                .isEqualTo(64);
        assertThat(new ConvolutionSelector(Precision.FLOAT32, ALL).cellsForProducts())
                .isEqualTo(16);
        assertThat(new ConvolutionSelector(Precision.BFLOAT16, Set.of()).cellsForProducts())
                .isEqualTo(16);
    }
}
