package io.endoxa;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules on packages and on dangerous calls that the design gives itself. */
class ArchitectureTest {
  private static final String ROOT = "io.endoxa.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  /** What each package may use besides itself. A package that is not here may not exist. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("error", Set.of()),
          Map.entry("yaml", Set.of("error")),
          Map.entry("text", Set.of()),
          Map.entry("text.clean", Set.of("text", "text.voice")),
          Map.entry("text.page", Set.of("text")),
          Map.entry("text.source", Set.of("text", "text.page")),
          Map.entry("text.voice", Set.of("text")),
          Map.entry("codebook", Set.of("error", "yaml")),
          Map.entry("provenance", Set.of("error")),
          Map.entry("isolate", Set.of("error")),
          Map.entry("track", Set.of()),
          Map.entry("encode", Set.of("error", "isolate", "provenance", "yaml")),
          Map.entry("classify", Set.of("error", "codebook", "encode", "provenance")),
          Map.entry(
              "classify.neural", Set.of("classify", "error", "codebook", "encode", "provenance")),
          Map.entry(
              "classify.neural.bert",
              Set.of("classify", "classify.neural", "error", "codebook", "encode", "provenance")),
          Map.entry("decide", Set.of("error", "codebook", "classify")),
          Map.entry("evaluate", Set.of("error", "codebook", "decide")),
          Map.entry(
              "evaluate.behaviour",
              Set.of("error", "codebook", "text", "text.clean", "text.voice", "evaluate")),
          Map.entry("estimate", Set.of("error", "codebook", "evaluate")),
          Map.entry("annotate", Set.of("error", "yaml", "codebook", "text", "evaluate")),
          Map.entry("report", Set.of("error", "codebook", "evaluate", "estimate", "provenance")),
          Map.entry(
              "report.page",
              Set.of("error", "codebook", "evaluate", "estimate", "provenance", "report")),
          Map.entry(
              "spark",
              Set.of(
                  "error",
                  "yaml",
                  "text",
                  "text.clean",
                  "text.source",
                  "text.voice",
                  "codebook",
                  "provenance",
                  "isolate",
                  "encode",
                  "classify",
                  "classify.neural",
                  "decide",
                  "evaluate",
                  "estimate",
                  "annotate")),
          Map.entry(
              "job",
              Set.of(
                  "error",
                  "yaml",
                  "text",
                  "text.clean",
                  "text.source",
                  "codebook",
                  "provenance",
                  "isolate",
                  "encode",
                  "classify",
                  "classify.neural",
                  "classify.neural.bert",
                  "decide",
                  "evaluate",
                  "evaluate.behaviour",
                  "estimate",
                  "annotate",
                  "report",
                  "report.page",
                  "spark",
                  "track")),
          Map.entry("cli", Set.of("error", "job")));

  private static Stream<String> packages() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .distinct()
        .sorted()
        .map(name -> name.substring(ROOT.length()));
  }

  @Test
  void thereAreClassesToLookAt() {
    assertThat(packages()).contains("cli", "classify.neural", "error", "spark");
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesNoMoreThanItMay(String name) {
    assertThat(MAY_USE).containsKey(name);
    Set<String> offences = new TreeSet<>();
    CLASSES.stream()
        .filter(type -> type.getPackageName().equals(ROOT + name))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .forEach(
            dependency -> {
              String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
              if (target.startsWith(ROOT)
                  && !target.equals(ROOT + name)
                  && !MAY_USE.get(name).contains(target.substring(ROOT.length()))) {
                offences.add(dependency.getDescription());
              }
            });
    assertThat(offences).isEmpty();
  }

  @Test
  void packagesUseEachOtherInOneDirection() {
    slices().matching("io.endoxa.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageIsNullMarked(String name) {
    assertThat(CLASSES.getPackage(ROOT + name).isAnnotatedWith(NullMarked.class)).isTrue();
  }

  @Test
  void sparkAndScalaStayAtTheEdge() {
    onlyIn(
        Set.of("spark", "job"),
        "org.apache.spark..",
        "org.apache.hadoop..",
        "org.apache.parquet..",
        "scala..");
  }

  @Test
  void deeplearning4jStaysInItsPackage() {
    // The classes that read ONNX files lie in nd4j-api.
    onlyIn(
        Set.of("classify.neural", "classify.neural.bert"),
        "org.deeplearning4j..",
        "org.nd4j..",
        "onnx..");
  }

  @Test
  void onnxRuntimeAndTheTokenizerStayInEncode() {
    onlyIn(Set.of("encode"), "ai.onnxruntime..", "ai.djl..");
  }

  @Test
  void languageDetectionStaysInText() {
    onlyIn(Set.of("text"), "opennlp..");
  }

  @Test
  void whatSpeaksToServersStaysInTrack() {
    onlyIn(Set.of("track"), "java.net.http..");
  }

  private static void onlyIn(Set<String> homes, String... foreign) {
    noClasses()
        .that()
        .resideOutsideOfPackages(homes.stream().map(ROOT::concat).toArray(String[]::new))
        .should()
        .dependOnClassesThat(resideInAnyPackage(foreign))
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.endoxa.cli")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void onlyJobsReadTheClockAndDrawWithoutASeed() {
    Map<String, Set<String>> banned =
        Map.of(
            "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"));
    DescribedPredicate<JavaAccess<?>> clockOrChance =
        DescribedPredicate.describe(
            "read the clock or unseeded chance",
            access -> {
              String owner = access.getTargetOwner().getName();
              String name = access.getTarget().getName();
              boolean javaTimeNow = owner.startsWith("java.time.") && name.equals("now");
              boolean systemClock = owner.equals("java.time.Clock") && name.startsWith("system");
              return javaTimeNow
                  || systemClock
                  || banned.getOrDefault(owner, Set.of()).contains(name)
                  || isUnseeded(access);
            });
    noClasses()
        .that()
        .resideOutsideOfPackage("io.endoxa.job")
        // They say how many seconds have passed, and nothing depends on it.
        .and()
        .doNotHaveFullyQualifiedName("io.endoxa.cli.TimedProgress")
        .and()
        .doNotHaveFullyQualifiedName("io.endoxa.spark.StageLog")
        .should()
        .accessTargetWhere(clockOrChance)
        .check(CLASSES);
  }

  private static boolean isUnseeded(JavaAccess<?> access) {
    return access instanceof JavaCall<?> call
        && call.getTarget().getName().equals("<init>")
        && Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom")
            .contains(call.getTargetOwner().getName())
        && call.getTarget().getRawParameterTypes().isEmpty();
  }

  @Test
  void theSeedRuleKnowsAnUnseededRandom() {
    JavaClass offender = new ClassFileImporter().importClass(Unseeded.class);
    assertThat(offender.getConstructorCallsFromSelf()).anyMatch(ArchitectureTest::isUnseeded);
  }

  private static final class Unseeded {
    @SuppressWarnings("unused")
    private final Random random = new Random();
  }

  @Test
  void noClassIsAHeapOfLeftovers() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager)(\\$.*)?").check(CLASSES);
  }

  /** Readers that make objects, or run code, as the file that they read asks for. */
  private static final String FILE_DECIDES =
      "java\\.io\\.ObjectInput(Stream|Filter)?"
          + "|java\\.rmi\\.MarshalledObject"
          + "|java\\.beans\\.XMLDecoder"
          + "|java\\.lang\\.(ClassLoader|invoke\\.MethodHandles\\$Lookup)"
          + "|java\\.net\\.URLClassLoader"
          + "|javax\\.(script|naming)\\..*"
          + "|javax\\.xml\\..*"
          + "|org\\.yaml\\.snakeyaml\\.(constructor|introspector|representer|TypeDescription).*"
          + "|com\\.fasterxml\\.jackson\\.annotation\\.JsonType.*"
          + "|com\\.fasterxml\\.jackson\\.databind\\.jsontype\\..*"
          + "|com\\.esotericsoftware\\..*"
          + "|com\\.thoughtworks\\..*"
          + "|org\\.springframework\\..*"
          + "|org\\.apache\\.spark\\.serializer\\..*"
          + "|.*\\.(ModelSerializer|ModelGuesser|SerializationUtils|SerializationUtil)";

  @Test
  void nothingIsMadeByWhatAFileAsksFor() {
    noClasses().should().dependOnClassesThat().haveNameMatching(FILE_DECIDES).check(CLASSES);
  }

  @Test
  void noMethodTurnsWhatAFileSaysIntoAClassOrALibrary() {
    Map<String, Set<String>> banned =
        Map.of(
            "java.lang.Class", Set.of("forName"),
            "java.lang.System", Set.of("load", "loadLibrary"),
            "java.lang.Runtime", Set.of("load", "loadLibrary", "exec"),
            "com.fasterxml.jackson.databind.ObjectMapper",
                Set.of("activateDefaultTyping", "enableDefaultTyping", "setDefaultTyping"),
            "com.fasterxml.jackson.databind.json.JsonMapper$Builder",
                Set.of("activateDefaultTyping", "polymorphicTypeValidator"),
            "com.fasterxml.jackson.databind.cfg.MapperBuilder",
                Set.of("activateDefaultTyping", "polymorphicTypeValidator"),
            "org.yaml.snakeyaml.Yaml", Set.of("load", "loadAs", "loadAll"),
            "org.nd4j.linalg.factory.Nd4j", Set.of("load", "read", "readNumpy", "readBinary"),
            "org.nd4j.autodiff.samediff.SameDiff", Set.of("load", "fromFlatFile"),
            "ai.onnxruntime.OrtSession$SessionOptions", Set.of("registerCustomOpLibrary"));
    noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "load what a file names",
                (JavaAccess<?> access) ->
                    banned
                        .getOrDefault(access.getTargetOwner().getName(), Set.of())
                        .contains(access.getTarget().getName())))
        .check(CLASSES);
  }

  /** By path, the runtime reads whatever other file a tensor names. */
  @Test
  void aSessionIsOpenedFromBytesThatWereChecked() {
    noClasses()
        .should()
        .callMethod(OrtEnvironment.class, "createSession", String.class)
        .orShould()
        .callMethod(
            OrtEnvironment.class, "createSession", String.class, OrtSession.SessionOptions.class)
        .check(CLASSES);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.endoxa.encode.TransformerModel")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "open a session",
                (JavaAccess<?> access) -> access.getTarget().getName().equals("createSession")))
        .check(CLASSES);
  }

  @Test
  void noRecordHoldsAnArray() {
    String offences =
        CLASSES.stream()
            .filter(JavaClass::isRecord)
            .flatMap(type -> type.getFields().stream())
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getRawType().isArray())
            .map(field -> field.getFullName())
            .sorted()
            .collect(joining("\n"));
    assertThat(offences).isEmpty();
  }
}
