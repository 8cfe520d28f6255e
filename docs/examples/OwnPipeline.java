import io.endoxa.spark.EncodeParagraphs;
import io.endoxa.spark.LabelParagraphs;
import java.io.IOException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.SparkSession;

/**
 * Endoxa's stages among others in a pipeline: what an editor would flag, learnt from some hundred
 * paragraphs with a 0 or 1 each, from their vectors and from the stances that a model of Endoxa
 * finds in them.
 *
 * <pre>
 * fit   PARAGRAPHS MODEL PIPELINE    learns, and saves the fitted pipeline
 * score PARAGRAPHS PIPELINE SCORED   loads it, here or elsewhere, and scores other paragraphs
 * </pre>
 *
 * PARAGRAPHS are JSON lines: {"id": 1, "body": "One paragraph.", "flagged": 1}.
 */
public final class OwnPipeline {
  private OwnPipeline() {}

  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = SparkSession.builder().appName("own pipeline").getOrCreate()) {
      if (arguments[0].equals("fit")) {
        fit(spark, arguments[1], arguments[2], arguments[3]);
      } else {
        score(spark, arguments[1], arguments[2], arguments[3]);
      }
    }
  }

  public static void fit(SparkSession spark, String paragraphs, String model, String saved)
      throws IOException {
    PipelineModel fitted = pipeline(model).fit(spark.read().json(paragraphs));
    fitted.write().overwrite().save(saved);
  }

  private static Pipeline pipeline(String model) {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              // Labelling reads the column text, and needs one in every row.
              new SQLTransformer()
                  .setStatement("SELECT *, body AS text FROM __THIS__ WHERE trim(body) != ''"),
              new EncodeParagraphs().setFeaturesCol("features"),
              new LabelParagraphs().setModel(model),
              // Stances are an array with a struct per question, in the order of the codebook.
              new SQLTransformer()
                  .setStatement(
                      "SELECT *, stances[0].p_agree AS agree, stances[0].p_disagree AS disagree FROM __THIS__"),
              new VectorAssembler()
                  .setInputCols(new String[] {"features", "agree", "disagree"})
                  .setOutputCol("assembled")
                  .setHandleInvalid("skip"), // A text without a visible character has no vector.
              new LogisticRegression()
                  .setFeaturesCol("assembled")
                  .setLabelCol("flagged")
                  .setRegParam(0.01)
                  .setMaxIter(20)
            });
  }

  public static void score(SparkSession spark, String paragraphs, String saved, String scored) {
    PipelineModel pipeline = PipelineModel.load(saved);
    pipeline
        .transform(spark.read().json(paragraphs))
        .select("id", "text", "prediction", "probability", "stances")
        .write()
        .mode("overwrite")
        .parquet(scored);
  }
}
