package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/ci offers to be copied. */
class WorkflowExamplesTest {
  private static final Path EXAMPLES = Path.of("docs/ci");
  private static final Pattern CALL = Pattern.compile("endoxa/(scripts/\\w+) (\\w+) ci/(\\S+)");

  @Test
  void theJobIsOneThatEndoxaReads() {
    JobSpec spec = JobSpec.read(EXAMPLES.resolve("retrain.yaml"), List.of());

    assertThat(spec.steps()).containsExactly(JobKind.TRAIN);
    QualityGate gate = Objects.requireNonNull(spec.qualityGate());
    assertThat(gate.baseline()).isEqualTo("ci/baseline.json");
    assertThat(gate.floorOf("any")).isBetween(0.3, 0.5);
  }

  @Test
  void aGitHubWorkflowInstallsAJdkAndKeepsTheRun() {
    YamlMap workflow = YamlMap.read(EXAMPLES.resolve("github-actions.yml"));
    List<YamlMap> steps = workflow.map("jobs").map("retrain").maps("steps");

    assertThat(workflow.map("on").keys()).contains("pull_request");
    assertThat(steps)
        .filteredOn(step -> step.stringOr("uses", "").startsWith("actions/setup-java@"))
        .extracting(step -> step.map("with").string("java-version"))
        .containsExactly("17");
    assertThat(steps.get(steps.size() - 1).map("with").string("path")).isEqualTo("out/runs");
  }

  @Test
  void aGitLabPipelineInstallsAJdkAndKeepsTheRun() {
    YamlMap job = YamlMap.read(EXAMPLES.resolve("gitlab-ci.yml")).map("stance-model");

    assertThat(job.strings("before_script")).anyMatch(line -> line.contains("openjdk-17-jdk"));
    assertThat(job.map("artifacts").strings("paths")).containsExactly("out/runs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml"})
  void aWorkflowNamesTheCommitOfEndoxa(String file) throws IOException {
    assertThat(Files.readString(EXAMPLES.resolve(file)))
        .containsPattern("(ref|ENDOXA_COMMIT): COMMIT ")
        .doesNotContain("--branch", "ref: main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml"})
  void aWorkflowChecksAndRunsTheJobWithAScriptThatIsThere(String file) throws IOException {
    List<MatchResult> calls =
        CALL.matcher(Files.readString(EXAMPLES.resolve(file))).results().toList();

    assertThat(calls).extracting(call -> call.group(2)).containsExactly("check", "run");
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(Path.of(call.group(1))).isExecutable();
              assertThat(EXAMPLES.resolve(call.group(3))).exists();
            });
  }
}
