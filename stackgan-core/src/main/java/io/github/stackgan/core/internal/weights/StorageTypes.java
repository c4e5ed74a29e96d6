package io.github.stackgan.core.internal.weights;

import java.util.Map;
import java.util.Optional;

/** PyTorch's names for number formats. */
final class StorageTypes {
    private static final Map<String, WeightType> TYPES = Map.of(
            "torch.HalfStorage", WeightType.F16,
            "torch.BFloat16Storage", WeightType.BF16,
            "torch.FloatStorage", WeightType.F32,
            "torch.DoubleStorage", WeightType.F64,
            "torch.CharStorage", WeightType.I8,
            "torch.ByteStorage", WeightType.U8,
            "torch.ShortStorage", WeightType.I16,
            "torch.IntStorage", WeightType.I32,
            "torch.LongStorage", WeightType.I64,
            "torch.BoolStorage", WeightType.BOOL);

    private StorageTypes() {}

    static Optional<WeightType> of(String name) {
        return Optional.ofNullable(TYPES.get(name.replace("torch.cuda.", "torch.")));
    }
}
