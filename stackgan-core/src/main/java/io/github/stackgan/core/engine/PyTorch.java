package io.github.stackgan.core.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.Optional;

/** Opens the engine, with what it needs made ready before. */
public final class PyTorch {
    /** The engine's name in DJL. */
    public static final String NAME = "PyTorch";

    private PyTorch() {}

    /**
     * A manager that belongs to no other.
     *
     * @param device where arrays live, or empty for a GPU if the engine sees one
     * @return the manager, to be closed
     * @throws io.github.stackgan.StackGanException if the engine cannot start, saying what was found and what to do
     */
    public static NDManager manager(Optional<Device> device) {
        Engine engine = PyTorchEngine.start();
        return device.map(engine::newBaseManager).orElseGet(engine::newBaseManager);
    }
}
