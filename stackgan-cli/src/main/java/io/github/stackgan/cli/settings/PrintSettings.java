package io.github.stackgan.cli.settings;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints settings as {@code train --settings} reads them. */
@Command(
        name = "settings",
        description = "Prints all settings of a training as JSON, for train --settings.",
        mixinStandardHelpOptions = true)
public final class PrintSettings implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--images", description = "How many images are trained on; decides the preset OWN's sizes")
    private Optional<Integer> images = Optional.empty();

    @Override
    public Integer call() {
        System.out.println(SettingsJson.pretty(options.settings(images).json()));
        return 0;
    }
}
