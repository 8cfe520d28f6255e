package io.endoxa.spark;

import io.endoxa.classify.Idf;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.LBFGS;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Trains logistic regressions over a paragraph's vector and its weighted terms with MLlib's L-BFGS.
 * All targets are fitted in one optimisation: their losses are summed, which leaves them
 * independent, and a pass over the data costs one Spark job instead of one per target.
 *
 * <p>The rows are one partition, so that sums are added in one order and the weights do not depend
 * on the cluster's layout.
 */
public final class LinearHeadTrainer {
  /** How many past gradients L-BFGS remembers; what MLlib's own regressions take. */
  private static final int MEMORY = 10;

  /** Keeps the tasks that bring the rows to Spark below a megabyte. */
  private static final int ROWS_PER_TASK = 100;

  private final SparkSession session;
  private final Settings settings;

  /**
   * How a regression is trained.
   *
   * @param regularisation strength of the L2 penalty, at least 0
   * @param maxIterations of L-BFGS
   * @param tolerance relative improvement at which it stops
   * @param vectorScale what vectors are multiplied by in training. Vectors and weighted terms both
   *     have length 1; at equal scale the penalty lets the vector take what the terms would say
   *     more exactly. Trained weights fit unscaled vectors.
   */
  public record Settings(
      double regularisation, int maxIterations, double tolerance, double vectorScale) {
    /**
     * Settings that suit some hundred or thousand paragraphs. Labels of paragraphs that were not
     * trained on are as good after 30 iterations as after 60.
     */
    public static Settings standard(double regularisation, double vectorScale) {
      return new Settings(regularisation, 30, 1e-4, vectorScale);
    }
  }

  /** What one regression learns: a class and a weight per row. Immutable; arrays are not copied. */
  public static final class Target {
    /** In place of a class: the row is not learned from. */
    public static final int LEFT_OUT = -1;

    private final int[] classes;
    private final float[] weights;
    private final int classCount;

    /**
     * @param classes of each row, from 0 to below {@code classCount}, or {@link #LEFT_OUT}
     * @param weights of each row, above 0
     */
    public Target(int[] classes, float[] weights, int classCount) {
      this.classes = classes;
      this.weights = weights;
      this.classCount = classCount;
    }

    int[] classes() {
      return classes;
    }

    float[] weights() {
      return weights;
    }

    int classCount() {
      return classCount;
    }
  }

  /** The weights of one regression. Arrays are not copied. */
  public static final class Fitted {
    private final float[][] weights;
    private final float[] biases;

    private Fitted(float[][] weights, float[] biases) {
      this.weights = weights;
      this.biases = biases;
    }

    /**
     * {@code [class][vector dimension + known terms]}; one row alone where there are two classes.
     */
    public float[][] weights() {
      return weights;
    }

    /** {@code [class]}; one alone where there are two classes. */
    public float[] biases() {
      return biases;
    }
  }

  public LinearHeadTrainer(SparkSession session, Settings settings) {
    this.session = session;
    this.settings = settings;
  }

  /**
   * One regression per target.
   *
   * @param rows in an order of their own, which decides the last digits
   */
  public List<Fitted> fit(List<ParagraphFeatures> rows, Idf idf, List<Target> targets) {
    List<SparseTerms> terms = rows.stream().map(row -> idf.weigh(row.terms())).toList();
    Columns columns =
        Columns.of(rows.get(0).vector().length, terms, idf.size(), settings.vectorScale());
    JointLoss loss = JointLoss.of(targets);
    JavaRDD<Tuple2<Object, Vector>> data =
        data(rows, terms, columns).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Vector weights =
          LBFGS
              .runLBFGS(
                  data.rdd(),
                  loss,
                  new WeightDecay(loss.outputs()),
                  MEMORY,
                  settings.tolerance(),
                  settings.maxIterations(),
                  settings.regularisation(),
                  Vectors.zeros((columns.count() + 1) * loss.outputs()))
              ._1();
      return IntStream.range(0, targets.size())
          .mapToObj(target -> fitted(weights.toArray(), loss, target, columns))
          .toList();
    } finally {
      data.unpersist();
    }
  }

  /** Rows as MLlib reads them: in place of a label, the row's number. */
  private JavaRDD<Tuple2<Object, Vector>> data(
      List<ParagraphFeatures> rows, List<SparseTerms> terms, Columns columns) {
    List<Tuple2<Object, Vector>> values = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      values.add(new Tuple2<>((double) i, columns.vector(rows.get(i).vector(), terms.get(i))));
    }
    // The shuffle keeps the rows out of the tasks, which otherwise carry them at every iteration.
    return JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(values, 1 + values.size() / ROWS_PER_TASK)
        .sortBy(Tuple2::_1, true, 1);
  }

  private static Fitted fitted(double[] weights, JointLoss loss, int target, Columns columns) {
    int outputs = loss.outputsOf(target);
    float[][] expanded = new float[outputs][];
    float[] biases = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      int output = loss.firstOutput(target) + i;
      expanded[i] = columns.expand(weights, loss.outputs(), output);
      biases[i] = (float) weights[columns.count() * loss.outputs() + output];
    }
    return new Fitted(expanded, biases);
  }

  /**
   * The columns of the training matrix: the vector's, those of the terms that stand in at least
   * three rows, and last a constant 1 for the biases. A term of one or two rows teaches next to
   * nothing about others.
   */
  private static final class Columns {
    private static final int LEAST_ROWS = 3;

    private final int vectorDimension;
    private final int[] terms;
    private final int[] columnOf;
    private final double vectorScale;

    /**
     * @param terms that have a column, ascending
     * @param columnOf the column of each term, or -1
     */
    private Columns(int vectorDimension, int[] terms, int[] columnOf, double vectorScale) {
      this.vectorDimension = vectorDimension;
      this.terms = terms;
      this.columnOf = columnOf;
      this.vectorScale = vectorScale;
    }

    static Columns of(
        int vectorDimension, List<SparseTerms> rows, int termCount, double vectorScale) {
      int[] frequency = new int[termCount];
      rows.forEach(row -> IntStream.of(row.indices()).forEach(term -> frequency[term]++));
      int[] terms = IntStream.range(0, termCount).filter(t -> frequency[t] >= LEAST_ROWS).toArray();
      int[] columnOf = new int[termCount];
      Arrays.fill(columnOf, -1);
      for (int i = 0; i < terms.length; i++) {
        columnOf[terms[i]] = vectorDimension + i;
      }
      return new Columns(vectorDimension, terms, columnOf, vectorScale);
    }

    /** How many columns there are, without that of the biases. */
    int count() {
      return vectorDimension + terms.length;
    }

    Vector vector(float[] vector, SparseTerms weighed) {
      int[] indices = new int[vectorDimension + weighed.size() + 1];
      double[] values = new double[indices.length];
      for (int i = 0; i < vectorDimension; i++) {
        indices[i] = i;
        values[i] = vectorScale * vector[i];
      }
      int size = vectorDimension;
      for (int i = 0; i < weighed.size(); i++) {
        int column = columnOf[weighed.indices()[i]];
        if (column >= 0) {
          indices[size] = column;
          values[size++] = weighed.values()[i];
        }
      }
      indices[size] = count();
      values[size++] = 1;
      return Vectors.sparse(count() + 1, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }

    /** One output's weights over the vector and all terms; 0 for terms without a column. */
    float[] expand(double[] weights, int outputs, int output) {
      float[] expanded = new float[vectorDimension + columnOf.length];
      for (int column = 0; column < count(); column++) {
        double weight = weights[column * outputs + output];
        if (column < vectorDimension) {
          expanded[column] = (float) (vectorScale * weight);
        } else {
          expanded[vectorDimension + terms[column - vectorDimension]] = (float) weight;
        }
      }
      return expanded;
    }
  }
}
