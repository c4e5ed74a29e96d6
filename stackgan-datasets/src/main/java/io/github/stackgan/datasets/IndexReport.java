package io.github.stackgan.datasets;

import io.github.stackgan.DatasetException;
import io.github.stackgan.checks.Quoted;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found when a dataset was indexed.
 *
 * @param dataset its name
 * @param listed how many images its index lists
 * @param usable how many of them can be trained on
 * @param captions how many captions those have
 * @param classes how many classes those have
 * @param problems why the others cannot be used, in the order of the index
 * @since 0.1.0
 */
public record IndexReport(String dataset, int listed, int usable, long captions, int classes, List<Problem> problems) {
    private static final int SHOWN = 20;

    /** Where all are of no use, most often for one reason. */
    private static final int FEW = 3;

    /**
     * Why something cannot be used.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** The index lists an image that is not there. */
        MISSING_IMAGE,
        /** The image cannot be decoded. */
        UNREADABLE_IMAGE,
        /** The image has no caption. */
        NO_CAPTION,
        /** There are captions for an image that the index does not list. */
        UNKNOWN_IMAGE,
        /** A line or an entry of an index, or a file or folder beside the images, makes no sense. */
        WRONG_ENTRY
    }

    /**
     * One thing that cannot be used.
     *
     * @param kind why
     * @param message file and line or entry, what was found, and what to do
     * @since 0.1.0
     */
    public record Problem(Kind kind, String message) {}

    /** Copies the list. */
    public IndexReport {
        problems = List.copyOf(problems);
    }

    /**
     * How many problems of each kind there are.
     *
     * @return only kinds that occur
     */
    public Map<Kind, Long> counts() {
        return problems.stream().collect(Collectors.groupingBy(Problem::kind, TreeMap::new, Collectors.counting()));
    }

    /** Fails if the policy or an empty dataset asks for it. */
    void decide(Problems policy) {
        if (policy == Problems.FAIL && !problems.isEmpty()) {
            throw new DatasetException(
                    problems.size() == 1
                            ? problems.get(0).message()
                            : this + "\nMend these, or leave them out by Problems.SKIP (command: --problems skip)");
        }
        if (usable == 0) {
            throw new DatasetException(
                    listed == 0 && problems.isEmpty()
                            ? dataset + " lists no images; check the folder, and that the split has some"
                            : text(FEW) + "\nNothing is left to train on; mend these");
        }
    }

    /** Counts, and the first problems. */
    @Override
    public String toString() {
        return text(SHOWN);
    }

    private String text(int shown) {
        StringBuilder text = new StringBuilder(Quoted.harmless(dataset) + ": " + usable + " of " + listed
                + " images can be used, with " + captions + " captions, in " + classes + " classes");
        if (!problems.isEmpty()) {
            text.append("; ").append(counts());
        }
        problems.stream().limit(shown).forEach(p -> text.append("\n  ").append(p.message()));
        if (problems.size() > shown) {
            text.append("\n  and ").append(problems.size() - shown).append(" more");
        }
        return text.toString();
    }
}
