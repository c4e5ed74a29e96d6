package io.github.stackgan.cli.study;

import io.github.stackgan.GeneratedImage;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.FolderNames;
import io.github.stackgan.core.report.ImageGrid;
import io.github.stackgan.metrics.study.StudyMethod;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Methods of a study whose images are generated for it: numbered files in a folder for each. */
final class GeneratedMethods {
    private final GenerationRequest request;
    private final FolderNames names = new FolderNames();
    private final Path folder;

    GeneratedMethods(List<String> texts, int count, long seed, Path folder) {
        // Every image has noise of its own, so that a method is not judged by one draw.
        this.request =
                GenerationRequest.of(texts).withCount(count).withSeed(seed).withSeedStep(count);
        this.folder = folder;
    }

    /** The finished images of a model. */
    StudyMethod of(String name, StackGan gan) {
        List<GeneratedImage> images = gan.generate(request);
        return written(name, images, images.get(0).stages().size() - 1);
    }

    /** Every stage of a model as a method of its own. */
    List<StudyMethod> stagesOf(StackGan gan) {
        List<GeneratedImage> images = gan.generate(request);
        List<String> stages = stageNames(gan);
        List<StudyMethod> all = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            all.add(written(stages.get(i), images, i));
        }
        return all;
    }

    /** What the stages of a model are called as methods. */
    static List<String> stageNames(StackGan gan) {
        return IntStream.rangeClosed(1, gan.settings().stages().size())
                .mapToObj(ImageGrid::stage)
                .toList();
    }

    private StudyMethod written(String name, List<GeneratedImage> images, int stage) {
        Path own = folder.resolve(names.next(name));
        List<Path> files = new ArrayList<>();
        for (GeneratedImage image : images) {
            Path file = own.resolve((files.size() + 1) + ".png");
            ImageGrid.writePng((BufferedImage) image.stages().get(stage).getWrappedImage(), file);
            files.add(file);
        }
        return new StudyMethod(name, files);
    }
}
