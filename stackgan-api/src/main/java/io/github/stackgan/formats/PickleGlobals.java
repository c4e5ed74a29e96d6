package io.github.stackgan.formats;

import io.github.stackgan.checks.Quoted;
import java.util.List;
import java.util.Map;

/**
 * The table of what the pickles of one kind of file may name, and what the names stand for here. Nothing of Python is
 * ever called.
 *
 * @param names a {@link Function} for what is called, anything else for what is handed on
 * @param outside makes what a persistent name stands for, given that name alone
 * @param owner the kind of file, such as "a state dict"
 * @param advice what to do with a file that names more, as a sentence
 */
public record PickleGlobals(Map<String, Object> names, Function outside, String owner, String advice) {
    /** Stands for a function or a class. */
    @FunctionalInterface
    public interface Function {
        /**
         * Makes what a call gives. May throw ClassCastException and IndexOutOfBoundsException for arguments out of
         * place.
         */
        Object call(List<Object> arguments) throws MalformedFileException;
    }

    /** What is made before its state is told. */
    public interface Stateful {
        /** Takes the state; may throw as a function does. */
        void accept(List<Object> state) throws MalformedFileException;
    }

    /** No name stands for anything outside of the pickle. */
    public static PickleGlobals of(Map<String, Object> names, String owner, String advice) {
        return new PickleGlobals(
                names,
                name -> {
                    throw new MalformedFileException(
                            "the pickle refers to objects outside of it, which " + owner + " never needs");
                },
                owner,
                advice);
    }

    /** What a name stands for. */
    Object named(String name) throws MalformedFileException {
        Object object = names.get(name);
        if (object == null) {
            throw refusal("asks for " + Quoted.bare(name));
        }
        return object;
    }

    /** The name of what {@link #named} gave. */
    String nameOf(Object object) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue() == object)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("something without a name");
    }

    /** Says that nothing was run. */
    MalformedFileException refusal(String deed) {
        return new MalformedFileException("the pickle " + deed + ", which " + owner
                + " never needs; it was refused and nothing was run. " + advice);
    }
}
