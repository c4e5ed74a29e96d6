package io.github.stackgan.cli.train;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import io.github.stackgan.CaptionedImages;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.core.text.CharCnnRnn;
import io.github.stackgan.datasets.IndexedImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What is likely to make a training vain, told before it takes hours. Nothing is refused. */
final class EarlyWarnings {
    private static final double FEW_READABLE = 0.9;
    private static final int SHOWN = 3;

    private EarlyWarnings() {}

    /** Of captions that say little, or that a char-CNN-RNN cannot read. */
    static List<String> ofCaptions(CaptionedImages data, boolean charCnnRnn) {
        List<String> warnings = new ArrayList<>();
        Multiset<String> captions = HashMultiset.create();
        IntStream.range(0, data.size()).forEach(i -> captions.addAll(data.captions(i)));
        double readable = CharCnnRnn.readable(captions.elementSet());
        if (charCnnRnn && readable < FEW_READABLE) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "A char-CNN-RNN reads latin letters, digits and punctuation: %.0f%% of the captions' characters, as"
                            + " in %s, say nothing to it. Translate the captions to English, or give a text encoder of"
                            + " your own (--text-encoder)",
                    100 * (1 - readable),
                    Quoted.of(captions.elementSet().stream()
                            .filter(caption -> CharCnnRnn.readable(Set.of(caption)) < FEW_READABLE)
                            .findFirst()
                            .orElseThrow())));
        }
        String most = Multisets.copyHighestCountFirst(captions).iterator().next();
        int count = captions.count(most);
        if (data.size() > 1 && 2 * count > captions.size()) {
            warnings.add(count + " of " + captions.size() + " captions are " + Quoted.of(most)
                    + ": images will hardly follow the text. Write what tells the images from each other");
        }
        return warnings;
    }

    /** Of classes of a single image, where others have more. */
    static List<String> ofClasses(IndexedImages data) {
        Multiset<Integer> classes = HashMultiset.create();
        IntStream.range(0, data.size()).forEach(i -> classes.add(data.classOf(i)));
        List<String> single = classes.elementSet().stream()
                .filter(c -> classes.count(c) == 1)
                .map(c -> data.className(c).replace("\0", ""))
                .toList();
        boolean all = single.size() == data.size();
        return single.isEmpty() || all
                ? List.of()
                : List.of(single.size() + " of " + classes.elementSet().size() + " classes have a single image, as "
                        + Quoted.bare(single.subList(0, Math.min(SHOWN, single.size())))
                        + ": their texts are learned from it alone. Check that the classes are meant so");
    }

    /** Of images that a stage's size would blur. */
    static List<String> ofSizes(int[] shorterSides, int stage, int side) {
        long small = Arrays.stream(shorterSides).filter(s -> s < side / 2).count();
        return small == 0
                ? List.of()
                : List.of(small + " of " + shorterSides.length + " images have less than half of the " + side
                        + " pixels of stage " + stage + " in a side, and are enlarged: the stage learns their blur."
                        + (stage > 1
                                ? " Take larger ones, or leave the stage out (--set stage" + stage + "=null)"
                                : ""));
    }

    /** Of image files that the dataset leaves out. */
    static List<String> ofFiles(IndexedImages data) {
        List<Path> left = data.unmentioned();
        return left.isEmpty()
                ? List.of()
                : List.of(left.size() + " image files are not used, because nothing in the folder gives them a caption,"
                        + " as " + left.subList(0, Math.min(SHOWN, left.size())));
    }
}
