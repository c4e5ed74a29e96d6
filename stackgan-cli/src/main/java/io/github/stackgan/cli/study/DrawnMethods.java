package io.github.stackgan.cli.study;

import io.github.stackgan.GeneratedPicture;
import io.github.stackgan.GenerationRequest;
import io.github.stackgan.StackGan;
import io.github.stackgan.cli.arguments.FolderNames;
import io.github.stackgan.core.report.PictureGrid;
import io.github.stackgan.metrics.study.StudyMethod;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Methods of a study whose pictures are drawn for it: numbered files in a folder for each. */
final class DrawnMethods {
    private final GenerationRequest request;
    private final FolderNames names = new FolderNames();
    private final Path folder;

    DrawnMethods(List<String> texts, int count, long seed, Path folder) {
        this.request = GenerationRequest.of(texts).withCount(count).withSeed(seed);
        this.folder = folder;
    }

    /** The finished pictures of a model. */
    StudyMethod of(String name, StackGan gan) {
        List<GeneratedPicture> pictures = gan.generate(request);
        return written(name, pictures, pictures.get(0).stages().size() - 1);
    }

    /** Every stage of a model as a method of its own. */
    List<StudyMethod> stagesOf(StackGan gan) {
        List<GeneratedPicture> pictures = gan.generate(request);
        List<StudyMethod> all = new ArrayList<>();
        for (int i = 0; i < pictures.get(0).stages().size(); i++) {
            all.add(written("Stage-" + "I".repeat(i + 1), pictures, i));
        }
        return all;
    }

    private StudyMethod written(String name, List<GeneratedPicture> pictures, int stage) {
        Path own = folder.resolve(names.next(name));
        List<Path> files = new ArrayList<>();
        for (GeneratedPicture picture : pictures) {
            Path file = own.resolve((files.size() + 1) + ".png");
            PictureGrid.writePng((BufferedImage) picture.stages().get(stage).getWrappedImage(), file);
            files.add(file);
        }
        return new StudyMethod(name, files);
    }
}
