package io.endoxa.report;

import io.endoxa.evaluate.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The front matter of a model's card, with the figures that the Hub lists models by. */
final class ModelCardFields {
  private static final String TASK = "text-classification";

  private ModelCardFields() {}

  /** The fields, in the order of the Hub's example. */
  static Map<String, Object> of(ModelFacts facts, QualityReport quality) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("language", List.of("en"));
    fields.put("license", facts.dataset().licenceOrUnknown());
    fields.put("library_name", "endoxa");
    fields.put("pipeline_tag", TASK);
    fields.put("tags", List.of("stance-detection", "framing", "news", facts.codebook().label()));
    fields.put("datasets", List.of(facts.dataset().name()));
    fields.put("metrics", List.of("f1", "accuracy", "matthews_correlation"));
    fields.put("model-index", List.of(index(facts, quality)));
    return fields;
  }

  private static Map<String, Object> index(ModelFacts facts, QualityReport quality) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (QualityReport.OfQuestion question : quality.questions()) {
      QuestionScores scores = question.predictor(QualityReport.MODEL);
      List<Map<String, Object>> metrics = new ArrayList<>();
      metric(metrics, "f1", "macro-F1", scores.macroF1());
      metric(metrics, "accuracy", "accuracy", scores.accuracy());
      metric(metrics, "matthews_correlation", "MCC", scores.mcc());
      add(results, "stance on " + question.question(), facts, quality, metrics);
    }
    FrameQuality frames = quality.frames();
    if (frames != null) {
      // The model comes last.
      FrameQuality.OfPredictor model = frames.predictors().get(frames.predictors().size() - 1);
      List<Map<String, Object>> metrics = new ArrayList<>();
      metric(metrics, "f1", "micro-F1", model.microF1());
      metric(metrics, "f1", "macro-F1", model.macroF1());
      add(results, "frames", facts, quality, metrics);
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("name", facts.codebook().label());
    index.put("results", results);
    return index;
  }

  /** A figure without a value is none; a question without figures has no result. */
  private static void add(
      List<Map<String, Object>> results,
      String task,
      ModelFacts facts,
      QualityReport quality,
      List<Map<String, Object>> metrics) {
    if (!metrics.isEmpty()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("task", fieldsOf("type", TASK, "name", task));
      Map<String, Object> dataset =
          fieldsOf("type", facts.dataset().name(), "name", facts.dataset().name());
      dataset.put("split", quality.split());
      result.put("dataset", dataset);
      result.put("metrics", metrics);
      results.add(result);
    }
  }

  private static void metric(
      List<Map<String, Object>> metrics, String type, String name, Metric metric) {
    if (metric.exists()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", type);
      fields.put("value", Math.rint(metric.orThrow() * 1000) / 1000);
      fields.put(
          "name",
          metric.low() == null ? name : "%s (95 %% %s)".formatted(name, Figures.interval(metric)));
      metrics.add(fields);
    }
  }

  private static Map<String, Object> fieldsOf(
      String key, String value, String otherKey, String other) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(key, value);
    fields.put(otherKey, other);
    return fields;
  }
}
