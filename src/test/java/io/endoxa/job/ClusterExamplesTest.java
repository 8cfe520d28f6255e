package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What jobs/cluster offers to be copied. */
class ClusterExamplesTest {
  private static final Path EXAMPLES = Path.of("jobs", "cluster");

  /**
   * Fields of the Spark operator's v1beta2 that are used here, as its Go types name them in their
   * json tags; type, sparkVersion, mainApplicationFile, driver and executor are required.
   */
  private static final List<String> SPEC =
      List.of(
          "type",
          "mode",
          "sparkVersion",
          "image",
          "imagePullPolicy",
          "mainClass",
          "mainApplicationFile",
          "arguments",
          "restartPolicy",
          "sparkConf",
          "volumes",
          "driver",
          "executor");

  private static final List<String> DRIVER =
      List.of(
          "cores",
          "memory",
          "memoryOverhead",
          "serviceAccount",
          "javaOptions",
          "terminationGracePeriodSeconds",
          "env",
          "volumeMounts");

  private static final List<String> EXECUTOR =
      List.of("instances", "cores", "memory", "memoryOverhead", "env", "volumeMounts");

  @Test
  void theSparkApplicationHasFieldsThatTheOperatorKnows() {
    YamlMap application = YamlMap.read(EXAMPLES.resolve("kubernetes.yaml"));
    YamlMap spec = application.map("spec");

    assertThat(application.string("apiVersion")).isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(application.string("kind")).isEqualTo("SparkApplication");
    assertThat(spec.keys()).containsExactlyInAnyOrderElementsOf(SPEC);
    assertThat(spec.map("driver").keys()).containsExactlyInAnyOrderElementsOf(DRIVER);
    assertThat(spec.map("executor").keys()).containsExactlyInAnyOrderElementsOf(EXECUTOR);
    assertThat(spec.map("restartPolicy").string("type")).isEqualTo("Never");
    assertThat(spec.string("mainApplicationFile")).startsWith("local:///");
    assertIsALabelJob(spec.strings("arguments"));
  }

  @Test
  void theAirflowTaskRunsALabelJob() throws IOException {
    String dag = Files.readString(EXAMPLES.resolve("airflow.py"));
    String arguments = dag.substring(dag.indexOf("application_args=["), dag.indexOf("        ],"));

    assertIsALabelJob(
        Pattern.compile("\"([^\"]+)\"")
            .matcher(arguments)
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList());
  }

  private static void assertIsALabelJob(List<String> arguments) {
    assertThat(arguments).startsWith("run", "/opt/endoxa/jobs/label.yaml", "--set");
    JobSpec spec =
        JobSpec.read(Path.of("jobs", "label.yaml"), arguments.subList(3, arguments.size()));
    assertThat(spec.steps()).containsExactly(JobKind.LABEL);
    assertThat(spec.model()).isEqualTo("/opt/endoxa/models/south-caucasus");
    assertThat(spec.output()).isEqualTo("/data/out");
    assertThat(spec.input()).allMatch(path -> path.startsWith("/data/news"));
  }
}
