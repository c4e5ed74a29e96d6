package io.github.stackgan.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import io.github.stackgan.spi.HostArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An ONNX graph as it grows; its values are known by their names. */
final class OnnxGraph {
    private static final int OPSET = 17;

    /** The file format's version when that operator set came out. */
    private static final int FORMAT = 8;

    private final GraphProto.Builder graph;
    private int values;

    OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /** What a caller gives, (N, dimensions), N as the caller likes. */
    String input(String name, DataType type, long... dimensions) {
        graph.addInput(value(name, type, dimensions));
        return name;
    }

    /** What a caller gets in single precision, (N, dimensions). */
    void output(String name, String value, long... dimensions) {
        add("Identity", List.of(value), name);
        graph.addOutput(value(name, DataType.FLOAT, dimensions));
    }

    private static ValueInfoProto value(String name, DataType type, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("N");
        Arrays.stream(dimensions).forEach(size -> shape.addDimBuilder().setDimValue(size));
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** Numbers of the model, computed with in single precision; those in half precision stay so in the file. */
    String weight(String name, HostArray array) {
        Weight weight = Weight.of(array);
        boolean half = weight.type() == WeightType.F16;
        Weight kept = half ? weight : weight.as(WeightType.F32);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType((half ? DataType.FLOAT16 : DataType.FLOAT).getNumber())
                .addAllDims(Arrays.stream(kept.shape()).boxed().toList())
                .setRawData(ByteString.copyFrom(kept.data())));
        return half ? node("Cast", List.of(name), whole("to", DataType.FLOAT.getNumber())) : name;
    }

    /** A constant of single precision. */
    String floats(float... numbers) {
        return weight(next(), HostArray.of(numbers, numbers.length));
    }

    /** A constant of whole numbers, such as a shape. */
    String longs(long... numbers) {
        String name = next();
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(numbers.length)
                .addAllInt64Data(Arrays.stream(numbers).boxed().toList()));
        return name;
    }

    /** Adds an operator of one result; an input that is left out is called "". */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return add(operator, inputs, next(), attributes);
    }

    /** ONNX Runtime names what it makes of an operator after the operator: it has to have a name. */
    private String add(String operator, List<String> inputs, String result, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(result)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(result)
                .addAllAttribute(Arrays.asList(attributes)));
        return result;
    }

    /** Places from (inclusive) to (exclusive) along an axis. */
    String slice(String x, int axis, long from, long to) {
        return node("Slice", List.of(x, longs(from), longs(to), longs(axis)));
    }

    private String next() {
        return "v" + values++;
    }

    static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto wholes(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto texts(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRINGS)
                .addStrings(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The whole file; the metadata is free text by name. */
    byte[] model(Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .setProducerName("StackGAN for Java")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((name, text) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
        return model.build().toByteArray();
    }
}
