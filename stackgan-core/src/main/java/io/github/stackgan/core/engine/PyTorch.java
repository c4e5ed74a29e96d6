package io.github.stackgan.core.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.github.stackgan.StackGanException;
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
        device.ifPresent(asked -> requireThere(engine, asked));
        return device.map(engine::newBaseManager).orElseGet(engine::newBaseManager);
    }

    private static void requireThere(Engine engine, Device device) {
        int gpus = engine.getGpuCount();
        if (device.isGpu() && device.getDeviceId() >= gpus) {
            throw new StackGanException("device is " + device + ", but PyTorch " + engine.getVersion() + " sees "
                    + (gpus == 0 ? "no GPU" : gpus + " GPUs, from gpu(0) on")
                    + "; leave the device out, take Device.cpu(), or put the CUDA natives on the class path and"
                    + " NVIDIA's driver on the machine (README, Use it)");
        }
    }
}
