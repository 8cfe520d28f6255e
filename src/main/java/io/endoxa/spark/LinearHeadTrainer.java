package io.endoxa.spark;

import io.endoxa.classify.Idf;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Trains logistic regressions with MLlib over a paragraph's vector and its weighted terms: one per
 * target, all over the same rows.
 *
 * <p>The rows are one partition, so that sums are added in one order and the weights do not depend
 * on the cluster's layout.
 */
public final class LinearHeadTrainer {
  /** Stands for the infinite intercept that MLlib gives when all rows have one class. */
  private static final double CERTAIN = 20;

  private static final String ROW = "row";

  private final SparkSession session;
  private final Settings settings;

  /**
   * How a regression is trained.
   *
   * @param regularisation strength of the L2 penalty, at least 0
   * @param maxIterations of L-BFGS
   * @param tolerance relative improvement at which it stops
   */
  public record Settings(double regularisation, int maxIterations, double tolerance) {
    /** Settings that suit some thousand paragraphs. */
    public static Settings standard(double regularisation) {
      return new Settings(regularisation, 60, 1e-4);
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
  }

  /** The weights of one regression. Arrays are not copied. */
  public static final class Fitted {
    private final float[][] weights;
    private final float[] biases;

    private Fitted(float[][] weights, float[] biases) {
      this.weights = weights;
      this.biases = biases;
    }

    /** {@code [class][vector dimension + terms]}; one row alone where there are two classes. */
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
    Columns columns = Columns.of(rows, idf);
    Dataset<Row> data = data(rows, idf, columns, targets).cache();
    try {
      // Spark runs the small jobs of several regressions side by side.
      return IntStream.range(0, targets.size())
          .parallel()
          .mapToObj(i -> fitOne(data, i, targets.get(i), columns))
          .toList();
    } finally {
      data.unpersist();
    }
  }

  private Dataset<Row> data(
      List<ParagraphFeatures> rows, Idf idf, Columns columns, List<Target> targets) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType(), false)
            .add(ROW, DataTypes.IntegerType, false);
    for (int t = 0; t < targets.size(); t++) {
      schema =
          schema
              .add("class_" + t, DataTypes.DoubleType, false)
              .add("weight_" + t, DataTypes.DoubleType, false);
    }
    List<Row> values = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = new Object[schema.size()];
      row[0] = columns.vector(rows.get(i), idf);
      row[1] = i;
      for (int t = 0; t < targets.size(); t++) {
        row[2 + 2 * t] = (double) targets.get(t).classes[i];
        row[3 + 2 * t] = (double) targets.get(t).weights[i];
      }
      values.add(RowFactory.create(row));
    }
    // The shuffle keeps the rows out of the tasks, which otherwise carry them at every iteration.
    return session.createDataFrame(values, schema).repartition(1).sortWithinPartitions(ROW);
  }

  private Fitted fitOne(Dataset<Row> data, int index, Target target, Columns columns) {
    String label = "class_" + index;
    // Without the attribute MLlib takes the classes that occur for all there are.
    Dataset<Row> labelled =
        data.where(data.col(label).geq(0))
            .withColumn(
                label,
                data.col(label)
                    .as(
                        label,
                        NominalAttribute.defaultAttr()
                            .withName(label)
                            .withNumValues(target.classCount)
                            .toMetadata()));
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily(target.classCount == 2 ? "binomial" : "multinomial")
            .setFeaturesCol("features")
            .setLabelCol(label)
            .setWeightCol("weight_" + index)
            .setRegParam(settings.regularisation())
            .setElasticNetParam(0)
            .setStandardization(false)
            .setMaxIter(settings.maxIterations())
            .setTol(settings.tolerance())
            .fit(labelled);
    Matrix coefficients = model.coefficientMatrix();
    float[][] weights = new float[coefficients.numRows()][];
    float[] biases = new float[coefficients.numRows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = columns.expand(coefficients, row);
      double bias = model.interceptVector().apply(row);
      biases[row] = (float) Math.max(-CERTAIN, Math.min(CERTAIN, bias));
    }
    return new Fitted(weights, biases);
  }

  /**
   * The columns of the training matrix: those of the vector and of the terms that vary. A column
   * with next to no variance, such as the three dead dimensions of MiniLM, must not be among them:
   * MLlib's solver divides by the deviation, and its line search then fails at the first step,
   * which leaves every weight 0. A term of one row alone teaches nothing about other rows.
   */
  private static final class Columns {
    private static final double LEAST_DEVIATION = 1e-3;
    private static final int LEAST_ROWS = 2;

    private final int vectorDimension;
    private final int[] kept;
    private final int[] columnOf;

    /**
     * @param kept positions in the full row, vector first, ascending
     * @param columnOf the column of each position, or -1
     */
    private Columns(int vectorDimension, int[] kept, int[] columnOf) {
      this.vectorDimension = vectorDimension;
      this.kept = kept;
      this.columnOf = columnOf;
    }

    static Columns of(List<ParagraphFeatures> rows, Idf idf) {
      int vectorDimension = rows.get(0).vector().length;
      int width = vectorDimension + idf.dimension();
      int[] count = new int[width];
      double[] sum = new double[width];
      double[] squares = new double[width];
      for (ParagraphFeatures row : rows) {
        SparseTerms weighed = idf.weigh(row.terms());
        for (int i = 0; i < vectorDimension + weighed.size(); i++) {
          int position = position(vectorDimension, weighed, i);
          double value = value(vectorDimension, row, weighed, i);
          count[position]++;
          sum[position] += value;
          squares[position] += value * value;
        }
      }
      int n = rows.size();
      int[] kept =
          IntStream.range(0, width)
              .filter(p -> count[p] >= LEAST_ROWS)
              .filter(
                  p ->
                      squares[p] / n - sum[p] / n * sum[p] / n >= LEAST_DEVIATION * LEAST_DEVIATION)
              .toArray();
      int[] columnOf = new int[width];
      Arrays.fill(columnOf, -1);
      for (int column = 0; column < kept.length; column++) {
        columnOf[kept[column]] = column;
      }
      return new Columns(vectorDimension, kept, columnOf);
    }

    private static int position(int vectorDimension, SparseTerms weighed, int entry) {
      return entry < vectorDimension
          ? entry
          : vectorDimension + weighed.indices()[entry - vectorDimension];
    }

    private static double value(
        int vectorDimension, ParagraphFeatures row, SparseTerms weighed, int entry) {
      return entry < vectorDimension
          ? row.vector()[entry]
          : weighed.values()[entry - vectorDimension];
    }

    Vector vector(ParagraphFeatures row, Idf idf) {
      SparseTerms weighed = idf.weigh(row.terms());
      int entries = vectorDimension + weighed.size();
      int[] indices = new int[entries];
      double[] values = new double[entries];
      int size = 0;
      for (int i = 0; i < entries; i++) {
        int column = columnOf[position(vectorDimension, weighed, i)];
        if (column >= 0) {
          indices[size] = column;
          values[size++] = value(vectorDimension, row, weighed, i);
        }
      }
      return Vectors.sparse(kept.length, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }

    /** A row of weights over all positions; 0 for those without a column. */
    float[] expand(Matrix coefficients, int row) {
      float[] weights = new float[columnOf.length];
      for (int column = 0; column < kept.length; column++) {
        weights[kept[column]] = (float) coefficients.apply(row, column);
      }
      return weights;
    }
  }
}
