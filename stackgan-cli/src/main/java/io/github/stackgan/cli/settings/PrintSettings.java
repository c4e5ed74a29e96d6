package io.github.stackgan.cli.settings;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints settings as {@code train --settings} reads them. */
@Command(
        name = "settings",
        description = "Prints all settings of a training as JSON, for train --settings.",
        mixinStandardHelpOptions = true)
public final class PrintSettings implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() {
        System.out.println(SettingsJson.pretty(options.settings().json()));
        return 0;
    }
}
