package io.github.stackgan.cli.export;

import io.github.stackgan.SaveOption;
import io.github.stackgan.StackGan;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.cli.arguments.ModelOption;
import io.github.stackgan.core.export.ReleaseWeights;
import io.github.stackgan.djl.ServingFolder;
import io.github.stackgan.onnx.OnnxFiles;
import io.github.stackgan.onnx.OnnxPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model for other programs. */
@Command(
        name = "export",
        description = "Writes a model for other programs: as ONNX files, as a page that generates in the browser, by"
                + " the names of the authors' PyTorch release, or as the folder that DJL Serving takes.",
        mixinStandardHelpOptions = true)
public final class Export implements Callable<Integer> {
    private static final String RUNTIME = "onnxruntime-web-1.30.0.tgz";

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "A pretrained model's name, a model file, or a run's folder. Default: ${DEFAULT-VALUE}")
    private String model = "birds";

    @Option(
            names = "--onnx",
            paramLabel = "DIR",
            description = "Write generators.onnx and, of a char-CNN-RNN, text-encoder.onnx there.")
    private Optional<Path> onnx = Optional.empty();

    @Option(names = "--float16", description = "Weights of the ONNX files in 16 bits: half the size.")
    private boolean float16;

    @Option(names = "--page", paramLabel = "DIR", description = "Write index.html and what it needs there.")
    private Optional<Path> page = Optional.empty();

    @Option(
            names = "--runtime",
            paramLabel = "FILE",
            description = "What runs the page's model, the file that \"npm pack onnxruntime-web@1.30.0\" writes."
                    + " Default: " + RUNTIME)
    private Optional<Path> runtime = Optional.empty();

    @Option(
            names = "--pytorch",
            paramLabel = "DIR",
            description = "Write netG and netD of each stage there, as safetensors.")
    private Optional<Path> pytorch = Optional.empty();

    @Option(names = "--serving", paramLabel = "DIR", description = "Write the folder that DJL Serving takes there.")
    private Optional<Path> serving = Optional.empty();

    @Override
    public Integer call() {
        if (Stream.of(onnx, page, pytorch, serving).allMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException("export is not told what to write;"
                    + " give --onnx DIR, --page DIR, --pytorch DIR or --serving DIR");
        }
        if (float16 && onnx.isEmpty()) {
            throw new IllegalArgumentException("--float16 is for --onnx DIR; leave it out, or give that too");
        }
        if (runtime.isPresent() && page.isEmpty()) {
            throw new IllegalArgumentException("--runtime is for --page DIR; leave it out, or give that too");
        }
        List<Path> files = new ArrayList<>();
        try (StackGan gan = ModelOption.open(model)) {
            SaveOption[] options = float16 ? new SaveOption[] {SaveOption.FLOAT16} : new SaveOption[0];
            page.ifPresent(folder -> files.add(OnnxPage.write(gan, folder, runtime.orElse(Path.of(RUNTIME)))));
            onnx.ifPresent(folder -> files.addAll(OnnxFiles.write(gan, folder, options)));
            pytorch.ifPresent(folder -> files.addAll(ReleaseWeights.write(gan, folder)));
            serving.ifPresent(folder -> {
                ServingFolder.write(gan, folder);
                files.add(folder);
            });
        }
        files.forEach(file -> System.out.println(Quoted.harmless(file.toString())));
        return 0;
    }
}
