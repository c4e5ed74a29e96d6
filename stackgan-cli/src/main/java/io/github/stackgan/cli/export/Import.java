package io.github.stackgan.cli.export;

import io.github.stackgan.StackGan;
import io.github.stackgan.TextEncoder;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.NewFile;
import io.github.stackgan.cli.settings.SettingsOptions;
import io.github.stackgan.cli.settings.TrainSettings;
import io.github.stackgan.core.export.ReleaseWeights;
import io.github.stackgan.core.text.TextEncoderFile;
import io.github.stackgan.settings.StackGanSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a model of what the authors' PyTorch release trained. */
@Command(
        name = "import",
        description = "Makes a model of netG and netD files of the authors' PyTorch release.",
        mixinStandardHelpOptions = true)
public final class Import implements Callable<Integer> {
    @Option(
            names = "--pytorch",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "netG of the highest stage, and any netD; .pth or .safetensors. May be given several times")
    private List<Path> files = List.of();

    @Option(
            names = "--text-encoder",
            required = true,
            paramLabel = "FILE",
            description = "The text encoder that the networks were trained with, such as a char-CNN-RNN's .pth")
    private Path textEncoder = Path.of("");

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--out", description = "The model file to write. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("model.safetensors");

    @Override
    public Integer call() {
        NewFile.require(out);
        TrainSettings chosen = settings.settings(Optional.empty());
        try (TextEncoder encoder = TextEncoderFile.read(textEncoder);
                StackGan gan = ReleaseWeights.read(
                        StackGanSettings.of(encoder.embeddingSize(), chosen.stage1(), chosen.refinements()),
                        encoder,
                        files)) {
            gan.save(out);
            System.out.println(gan.settings().stages().size() + " stages: " + Quoted.harmless(out.toString()));
        }
        return 0;
    }
}
