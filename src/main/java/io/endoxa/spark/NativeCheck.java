package io.endoxa.spark;

import io.endoxa.classify.neural.NeuralRuntime;
import io.endoxa.encode.EncoderRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Loads the native libraries and computes a little with each. */
public final class NativeCheck {
  private NativeCheck() {}

  /** What is wrong with each library in this JVM, by name; the empty text if nothing is. */
  public static Map<String, String> here() {
    Map<String, String> problems = new LinkedHashMap<>();
    problems.put("ONNX Runtime and tokenizer", problem(EncoderRuntime::check));
    problems.put("ND4J", problem(NeuralRuntime::check));
    return problems;
  }

  /** The same inside executors, by executor; those that got a task, which is usually all. */
  public static Map<String, Map<String, String>> onExecutors(SparkSession session) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    int tasks = 2 * context.defaultParallelism();
    List<Tuple2<String, Map<String, String>>> results =
        context
            .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
            .map(task -> new Tuple2<>("executor " + SparkEnv.get().executorId(), here()))
            .collect();
    Map<String, Map<String, String>> byExecutor = new TreeMap<>();
    results.forEach(result -> byExecutor.put(result._1(), result._2()));
    return byExecutor;
  }

  private static String problem(Runnable check) {
    try {
      check.run();
      return "";
    } catch (RuntimeException | LinkageError e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
