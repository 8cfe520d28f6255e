package io.endoxa.report;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The YAML that a card begins with, for programs such as the Hugging Face Hub. */
final class FrontMatter {
  private static final String FENCE = "---\n";

  private FrontMatter() {}

  /**
   * The fields between two fences.
   *
   * @param fields in order; values are texts, numbers, lists and maps
   */
  static String of(Map<String, Object> fields) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(200);
    options.setLineBreak(DumperOptions.LineBreak.UNIX);
    return FENCE + new Yaml(options).dump(fields) + FENCE + "\n";
  }
}
