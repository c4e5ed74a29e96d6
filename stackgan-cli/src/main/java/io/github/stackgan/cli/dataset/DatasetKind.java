package io.github.stackgan.cli.dataset;

import io.github.stackgan.datasets.Coco;
import io.github.stackgan.datasets.Cub200;
import io.github.stackgan.datasets.ImageFolder;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.datasets.Oxford102;
import io.github.stackgan.datasets.Problems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Datasets in files that the command line knows, and how many images the full releases have. */
enum DatasetKind {
    /** Caltech-UCSD Birds 200-2011. Counts: its README; the class-disjoint split of Reed et al. (CVPR 2016). */
    CUB(Map.of(
            "all", 11_788,
            "train-classes", 8_855,
            "test-classes", 2_933,
            "train-files", 5_994,
            "test-files", 5_794)) {
        @Override
        IndexedImages read(Path path, Optional<String> split, Problems problems) {
            return read(Cub200.in(path).withProblems(problems), split);
        }

        @Override
        IndexedImages readWhole(Path path, Optional<String> split, Problems problems) {
            return read(Cub200.in(path).withProblems(problems).withFrame(Cub200.Frame.WHOLE), split);
        }

        private IndexedImages read(Cub200 cub, Optional<String> split) {
            return split.map(s -> cub.withSplit(chosen(Cub200.Split.values(), s)))
                    .orElse(cub)
                    .read();
        }
    },
    /** Oxford 102 Flowers. Counts: its setid.mat and imagelabels.mat. */
    OXFORD(Map.of("all", 8_189, "train-files", 1_020, "validation-files", 1_020, "test-files", 6_149)) {
        @Override
        IndexedImages read(Path path, Optional<String> split, Problems problems) {
            Oxford102 oxford = Oxford102.in(path).withProblems(problems);
            return split.map(s -> oxford.withSplit(chosen(Oxford102.Split.values(), s)))
                    .orElse(oxford)
                    .read();
        }
    },
    /** COCO's captions. Counts: its download page. */
    COCO(Map.of("train2014", 82_783, "val2014", 40_504, "train2017", 118_287, "val2017", 5_000)) {
        @Override
        IndexedImages read(Path path, Optional<String> split, Problems problems) {
            Coco coco = Coco.in(path).withProblems(problems);
            return split.map(coco::withSet).orElse(coco).read();
        }
    },
    /** A folder of one's own. */
    FOLDER(Map.of()) {
        @Override
        IndexedImages read(Path path, Optional<String> split, Problems problems) {
            if (split.isPresent()) {
                throw new IllegalArgumentException(
                        "--split is " + split.get() + ", but a folder of your own has no splits; leave it out");
            }
            return ImageFolder.read(path, problems);
        }
    };

    private final Map<String, Integer> fullCounts;

    DatasetKind(Map<String, Integer> fullCounts) {
        this.fullCounts = fullCounts;
    }

    abstract IndexedImages read(Path path, Optional<String> split, Problems problems);

    /** The same with the subject anywhere in the image. */
    IndexedImages readWhole(Path path, Optional<String> split, Problems problems) {
        throw new IllegalArgumentException(
                "--anywhere is for synthetic-birds and cub:PATH, whose subjects' places are known; leave it out");
    }

    /** How many images the full release has, by the last part of a dataset's name. */
    Optional<Integer> fullCount(String name) {
        return Optional.ofNullable(
                fullCounts.get(name.substring(name.lastIndexOf('/') + 1).replace('_', '-')));
    }

    static Optional<DatasetKind> of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static <E extends Enum<E>> E chosen(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--split is " + name + ", but must be one of "
                        + Arrays.stream(values)
                                .map(v -> v.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .toList()));
    }
}
