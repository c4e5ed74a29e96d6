package io.github.stackgan;

import io.github.stackgan.checks.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a model does not know of a text: it generates an image all the same, but these parts of the text say nothing to
 * it, or it guesses.
 *
 * @param words never seen in training, each once, in the order of the text; none if the model keeps no vocabulary
 * @param characters that the text encoder cannot read, each once, in the order of the text
 * @since 0.1.0
 */
public record UnknownText(List<Word> words, List<String> characters) {
    private static final int MOST_SHOWN = 12;
    private static final UnknownText NONE = new UnknownText(List.of(), List.of());

    /**
     * A word that no caption had.
     *
     * @param word in lower case
     * @param nearest a word of the captions that it may be a mistyping of
     * @since 0.1.0
     */
    public record Word(String word, Optional<String> nearest) {
        @Override
        public String toString() {
            return Quoted.bare(word)
                    + nearest.map(known -> " (did you mean " + Quoted.bare(known) + "?)")
                            .orElse("");
        }
    }

    /** Copies the lists. */
    public UnknownText {
        words = List.copyOf(words);
        characters = List.copyOf(characters);
    }

    /**
     * Nothing is unknown.
     *
     * @return an empty value
     */
    public static UnknownText none() {
        return NONE;
    }

    /**
     * Compares a text with what a model knows. A word whose characters cannot be read at all is told by its characters
     * alone.
     *
     * @param text any text
     * @param vocabulary the words of the model's captions; of the empty one nothing is unknown
     * @param encoder the model's text encoder
     * @return what is unknown
     */
    public static UnknownText of(String text, Vocabulary vocabulary, TextEncoder encoder) {
        List<String> characters = encoder.unreadable(text);
        if (vocabulary.counts().isEmpty()) {
            return new UnknownText(List.of(), characters);
        }
        Set<String> unreadable = Set.copyOf(characters);
        List<Word> words = Vocabulary.words(text).stream()
                .distinct()
                .filter(word -> word.length() > 1 && !vocabulary.counts().containsKey(word))
                .filter(word -> !word.codePoints().mapToObj(Character::toString).allMatch(unreadable::contains))
                .map(word -> new Word(word, vocabulary.nearest(word)))
                .toList();
        return new UnknownText(words, characters);
    }

    /**
     * Whether all is known.
     *
     * @return true if there is nothing to tell
     */
    public boolean isEmpty() {
        return words.isEmpty() && characters.isEmpty();
    }

    /**
     * What to tell a user, fit for terminals and pages of plain text.
     *
     * @return a line for words, a line for characters, or none; each names at most 12
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!words.isEmpty()) {
            notes.add("not in this model's captions: " + listed(words, ", "));
        }
        if (!characters.isEmpty()) {
            notes.add("this model's text encoder cannot read: " + listed(characters, " "));
        }
        return notes;
    }

    private static String listed(List<?> all, String gap) {
        String shown = all.stream().limit(MOST_SHOWN).map(Object::toString).collect(Collectors.joining(gap));
        return Quoted.harmless(shown) + (all.size() > MOST_SHOWN ? " and " + (all.size() - MOST_SHOWN) + " more" : "");
    }
}
