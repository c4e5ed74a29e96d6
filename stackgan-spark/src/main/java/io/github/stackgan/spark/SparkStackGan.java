package io.github.stackgan.spark;

import io.github.stackgan.GenerationRequest;
import io.github.stackgan.GenerationRequest.ConditioningMode;
import io.github.stackgan.StackGan;
import io.github.stackgan.settings.Precision;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Experimental: a model on every executor, which generates images of rows, or encodes their texts.
 *
 * <pre>{@code
 * SparkStackGan birds = SparkStackGan.of(PerExecutor.of(() -> StackGan.pretrained("birds")));
 * birds.generate(rows).write().parquet("images");
 * }</pre>
 *
 * <p>A row's result depends on the row and the model alone: rows are generated one by one, because in batches an
 * image's last bits would depend on its neighbours. So a row that is computed again, after a failure or elsewhere, has
 * the same bytes, on processors of one kind. No row is moved: there is no shuffle. A row that cannot be computed gets
 * its error in a column and no result; a model that cannot be opened fails the job.
 *
 * @since 0.1.0
 */
public final class SparkStackGan {
    private static final String TEXT = "text";

    private final PerExecutor<StackGan> model;
    private final ConditioningMode conditioning;
    private final Precision precision;

    private SparkStackGan(PerExecutor<StackGan> model, ConditioningMode conditioning, Precision precision) {
        this.model = model;
        this.conditioning = conditioning;
        this.precision = precision;
    }

    /**
     * Conditions are sampled, as in {@link GenerationRequest}; feature maps have 32 bits, so that executors on several
     * kinds of processors agree.
     *
     * @param model how executors open the model
     * @return the model on executors; nothing is opened yet
     */
    public static SparkStackGan of(PerExecutor<StackGan> model) {
        return new SparkStackGan(model, ConditioningMode.SAMPLED, Precision.FLOAT32);
    }

    /**
     * The same with other conditions.
     *
     * @param mode which condition a text gives
     * @return a copy
     */
    public SparkStackGan withConditioning(ConditioningMode mode) {
        return new SparkStackGan(model, mode, precision);
    }

    /**
     * The same with other feature maps.
     *
     * @param bits of feature maps while the networks generate
     * @return a copy
     */
    public SparkStackGan withPrecision(Precision bits) {
        return new SparkStackGan(model, conditioning, bits);
    }

    /**
     * Generates an image of every row, when the result is asked for.
     *
     * @param rows with a column {@code text} (string) and a column {@code seed} (bigint); others stay as they are
     * @return the rows with a column {@code png} (binary), null where there is an {@code error} (string): what
     *     {@code StackGan.generate} makes of the text with that seed
     * @throws IllegalArgumentException if columns are missing or of other types, or there is a {@code png} or
     *     {@code error} already
     */
    public Dataset<Row> generate(Dataset<Row> rows) {
        int text = RowWork.column(rows, TEXT, DataTypes.StringType);
        int seed = RowWork.column(rows, "seed", DataTypes.LongType);
        ConditioningMode mode = conditioning;
        Precision bits = precision;
        return RowWork.add(rows, model, "png", DataTypes.BinaryType, (gan, row) -> {
            GenerationRequest request = GenerationRequest.of((String) RowWork.value(row, text))
                    .withSeed((long) RowWork.value(row, seed))
                    .withConditioning(mode)
                    .withPrecision(bits);
            return gan.generate(request).get(0).png();
        });
    }

    /**
     * Encodes the text of every row, when the result is asked for.
     *
     * @param rows with a column {@code text} (string); others stay as they are
     * @return the rows with a column {@code embedding} (array of float), null where there is an {@code error} (string)
     * @throws IllegalArgumentException if the column is missing or of another type, or there is an {@code embedding} or
     *     {@code error} already
     */
    public Dataset<Row> embed(Dataset<Row> rows) {
        int text = RowWork.column(rows, TEXT, DataTypes.StringType);
        return RowWork.add(
                rows,
                model,
                "embedding",
                DataTypes.createArrayType(DataTypes.FloatType, false),
                (gan, row) -> gan.textEncoder().encode(List.of((String) RowWork.value(row, text)))[0]);
    }
}
