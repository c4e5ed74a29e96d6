package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.core.nn.Mode;
import io.github.stackgan.core.nn.Parameters;
import io.github.stackgan.settings.StackGanSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The generators of a stack: Stage-I, and those that refine its images.
 *
 * @since 0.1.0
 */
public final class GeneratorStack {
    private final StackGanSettings settings;
    private final FirstGenerator first;
    private final List<Stage2Generator> refinements;

    private GeneratorStack(StackGanSettings settings, FirstGenerator first, List<Stage2Generator> refinements) {
        this.settings = settings;
        this.first = first;
        this.refinements = List.copyOf(refinements);
    }

    /**
     * All generators of a stack.
     *
     * @param settings the stack's
     * @param weights what each network's weights go to, or come from; stages count from 0
     * @return the generators
     */
    static GeneratorStack of(StackGanSettings settings, IntFunction<Parameters> weights) {
        FirstGenerator first = FirstGenerator.of(weights.apply(0), settings.embeddingSize(), settings.stage1());
        List<Stage2Generator> refinements = new ArrayList<>();
        for (int i = 0; i < settings.refinements().size(); i++) {
            refinements.add(refinement(settings, i, weights.apply(i + 1)));
        }
        return new GeneratorStack(settings, first, refinements);
    }

    private static Stage2Generator refinement(StackGanSettings settings, int i, Parameters parameters) {
        int below = settings.stages().get(i).imageSize();
        return new Stage2Generator(
                parameters,
                settings.embeddingSize(),
                below,
                settings.refinements().get(i));
    }

    /**
     * The lowest generators.
     *
     * @param stages how many, at least 1
     * @return a stack of the same networks
     */
    public GeneratorStack lowest(int stages) {
        return new GeneratorStack(settings, first, refinements.subList(0, stages - 1));
    }

    /**
     * The same stack, but for its top, which is a network of its own with the same weights.
     *
     * @param parent the manager that the new weights belong to
     * @return a stack that shares all but its top; close that alone, with {@code top().close()}
     */
    public GeneratorStack withCopiedTop(NDManager parent) {
        Parameters copy = Parameters.blank(parent);
        int top = refinements.size() - 1;
        GeneratorStack result;
        if (top < 0) {
            result = new GeneratorStack(
                    settings, FirstGenerator.of(copy, settings.embeddingSize(), settings.stage1()), List.of());
        } else {
            List<Stage2Generator> others = new ArrayList<>(refinements);
            others.set(top, refinement(settings, top, copy));
            result = new GeneratorStack(settings, first, others);
        }
        copy.copyFrom(top());
        return result;
    }

    /**
     * Generates images of a stack that is told no locations; otherwise as {@link #forward(NDArray, Locations,
     * StackNoise, Mode, Mode)}.
     */
    public List<StageOutput> forward(NDArray embedding, StackNoise noise, Mode below, Mode top) {
        return forward(embedding, Locations.NONE, noise, below, top);
    }

    /**
     * Generates images.
     *
     * @param embedding phi(t) (N, T)
     * @param where the images' locations, which Stage-I alone is told, if any is
     * @param noise the chance in them
     * @param below what batch normalisation uses in all stages but the top
     * @param top what batch normalisation uses in the top
     * @return every stage's images and conditions, lowest first
     */
    public List<StageOutput> forward(NDArray embedding, Locations where, StackNoise noise, Mode below, Mode top) {
        List<StageOutput> outputs = new ArrayList<>();
        Mode mode = refinements.isEmpty() ? top : below;
        outputs.add(first.forward(embedding, where, noise.z(), noise.eps().get(0), mode));
        outputs.addAll(above(outputs.get(0).image(), embedding, noise, below, top));
        return outputs;
    }

    /**
     * Generates the stages above Stage-I.
     *
     * @param image Stage-I's images (N, 3, S, S) in [-1, 1]
     * @param embedding phi(t) (N, T)
     * @param noise the chance in the images; Stage-I's part is not looked at
     * @param below what batch normalisation uses in all stages but the top
     * @param top what batch normalisation uses in the top
     * @return images and conditions of every stage above Stage-I, lowest first
     */
    public List<StageOutput> above(NDArray image, NDArray embedding, StackNoise noise, Mode below, Mode top) {
        List<StageOutput> outputs = new ArrayList<>();
        NDArray lower = image;
        for (int i = 0; i < refinements.size(); i++) {
            Mode mode = i == refinements.size() - 1 ? top : below;
            outputs.add(refinements.get(i).forward(lower, embedding, noise.eps().get(i + 1), mode));
            lower = outputs.get(i).image();
        }
        return outputs;
    }

    /**
     * Applies the top stage to images of any size, such as its own.
     *
     * @param image images (N, 3, S, S) in [-1, 1], S a multiple of 4
     * @param embedding phi(t) (N, T)
     * @param noise the chance in the images, of which only the top's part is looked at
     * @param mode what batch normalisation uses
     * @return images two or four times as wide, as the stage enlarges
     * @throws IllegalStateException if there is only Stage-I, which reads no images
     */
    public StageOutput topAgain(NDArray image, NDArray embedding, StackNoise noise, Mode mode) {
        if (refinements.isEmpty()) {
            throw new IllegalStateException("Stage-I reads no images");
        }
        int top = refinements.size() - 1;
        return refinements.get(top).forward(image, embedding, noise.eps().get(top + 1), mode);
    }

    /**
     * How many stages there are.
     *
     * @return at least 1
     */
    public int size() {
        return 1 + refinements.size();
    }

    /**
     * The weights of one generator.
     *
     * @param stage its place, 0 for Stage-I
     * @return its weights
     */
    public Parameters parameters(int stage) {
        return stage == 0 ? first.parameters() : refinements.get(stage - 1).parameters();
    }

    /**
     * The weights of the highest generator.
     *
     * @return its weights
     */
    public Parameters top() {
        return parameters(size() - 1);
    }
}
