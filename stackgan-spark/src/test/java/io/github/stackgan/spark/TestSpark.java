package io.github.stackgan.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Applications of Spark for tests, from what is on the class path. */
final class TestSpark {
    /** Most of a short process is the compiler's work, otherwise. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private TestSpark() {}

    /** In this process. */
    static SparkSession local() {
        return builder("local[2]").getOrCreate();
    }

    /**
     * With executors that are processes of one core each. They are started by the scripts' rules, which ask for a
     * folder of jars; what they run is this process's class path.
     */
    static SparkSession executors(int count) {
        Path home = Path.of(System.getenv("SPARK_HOME"));
        try {
            Files.createDirectories(home.resolve("jars"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder("local-cluster[" + count + ",1,2048]")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .config("spark.executor.memory", "768m")
                .config("spark.executorEnv.OMP_NUM_THREADS", "1")
                .config("spark.executor.extraJavaOptions", "-Dai.djl.offline=true " + SHORT_LIVED)
                // All at work before the first task is dealt out.
                .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .getOrCreate();
    }

    private static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("stackgan-test")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.local.dir", "target/spark-local")
                .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1");
    }

    /** Rows of an id, a text and a seed. */
    static Dataset<Row> rows(SparkSession session, int count, int partitions) {
        List<Row> rows = new ArrayList<>();
        for (long id = 0; id < count; id++) {
            rows.add(RowFactory.create(id, "a bird number " + id, 100 + id));
        }
        return rows(session, rows).repartition(partitions);
    }

    static Dataset<Row> rows(SparkSession session, List<Row> rows) {
        return session.createDataFrame(
                rows,
                new StructType()
                        .add("id", DataTypes.LongType)
                        .add("text", DataTypes.StringType)
                        .add("seed", DataTypes.LongType));
    }
}
