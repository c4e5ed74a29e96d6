package io.github.stackgan.cli.arguments;

import picocli.CommandLine.Model.CommandSpec;

/**
 * Which options of a command stand on the command line.
 *
 * @param command whose arguments have been read
 */
public record GivenOptions(CommandSpec command) {
    /** Whether an option stands there, whatever its value. */
    public boolean has(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** What would change nothing must not seem to. */
    public void refuse(String asked, String... others) {
        for (String other : others) {
            if (has(other)) {
                throw new IllegalArgumentException(other + " says nothing to " + asked + "; leave one of them out");
            }
        }
    }
}
