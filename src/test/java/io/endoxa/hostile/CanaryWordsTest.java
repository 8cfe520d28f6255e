package io.endoxa.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.spark.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Words that stand in articles and secrets alone, looked for in all that a label job says: output,
 * errors, log lines down to INFO, as clusters write them, and Spark's event log, which is what its
 * web page shows. Ids of articles, names of files and settings of the job are no text: messages
 * name articles by them.
 */
class CanaryWordsTest {
  /** Each place has its own, so that a leak tells where it comes from. */
  private static final String WORD = "zqxcanary";

  private static final Pattern CANARY = Pattern.compile(WORD + "[a-z]*");

  private static final int CODE_OF_BROKEN_CONTRACT = 3;

  @TempDir private Path temporary;

  private Path model() throws IOException {
    Path model = TinyModel.writeTo(temporary.resolve("model"));
    Path file = model.resolve(ModelManifest.FILE);
    EncoderSpec encoder =
        EncoderSpec.find(Path.of("models/encoders"), "minilm-l6-v2", Precision.INT8, "test:1");
    ModelManifest tiny =
        Json.read(ModelManifest.FILE, Files.readAllBytes(file), ModelManifest.class);
    Files.write(
        file,
        Json.bytes(
            new ModelManifest(
                tiny.format(),
                tiny.modelId(),
                encoder.name(),
                encoder.fingerprint(),
                tiny.codebook(),
                tiny.seed(),
                tiny.training(),
                tiny.versions(),
                tiny.files())));
    return model;
  }

  /** Sound articles, and one of everything that is refused. */
  private Path articles() throws IOException {
    Path input = Files.createDirectories(temporary.resolve("input"));
    List<String> lines =
        List.of(
            """
            {"id":"a-1","source":"CANsource","published":"2024-05-01","url":"https://x.example/CANurl","title":"CANtitle","author":"CANauthor","CANkey":1,"text":"The CANtext was signed in the harbour. \\"We know,\\" said CANspeaker, \\"what it means.\\"\\n\\nIt rained all week."}""",
            """
            {"id":"a-1","text":"An article with an id that is taken, by CANtwice."}""",
            """
            {"text":"The CANtext was signed in the harbour. \\"We know,\\" said CANspeaker, \\"what it means.\\""}""",
            """
            {"text": CANtoken}""",
            """
            {"CANduplicate":1,"CANduplicate":2,"text":"x"}""",
            """
            {"text":"CANunclosed""",
            """
            {"text":["CANlist"],"title":"CANbeside"}""",
            """
            {"published":"CANdate","text":"On a day that is CANnone."}""",
            """
            {"title":"CANalone"}""",
            "\"CANstring\"",
            "CANline without any JSON");
    write(input.resolve("a.jsonl"), String.join("\n", lines) + "\n");
    write(input.resolve("b.csv"), "CANcolumn,other\nCANcell,x\n");
    write(input.resolve("c.csv"), "text,title\n\"CANquoted\"CANbehind,x\n\"CANopen,x\n");
    write(input.resolve("d.txt"), "---\nCANfront: x\n---\nA text by CANbody.");
    write(input.resolve("e.txt"), "---\nCANnocolon\n---\nA text.");
    write(input.resolve("f.txt"), "---\n\nA dash, then CANnofence and no end.");
    write(input.resolve("g.html"), "<html><title>CANpage</title><script>CANscript</script></html>");
    write(input.resolve("h.json"), "CANneither");
    write(input.resolve("i.json"), "[{\"text\":\"CANinlist\"}] CANafter");
    write(
        input.resolve("j.warc"),
        "WARC/1.0\r\nWARC-Type: CANwarc\r\nContent-Length: CANlength\r\n\r\nCANrecord");
    write(input.resolve("k.parquet"), "PAR1CANparquet");
    write(input.resolve("l.doc"), "CANdocument");
    Files.write(input.resolve("m.txt"), new byte[] {'z', (byte) 0xC3, (byte) 0x28, 0});
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(input.resolve("n.zip")))) {
      zip.putNextEntry(new ZipEntry("in.jsonl"));
      zip.write("{CANzipped".replace("CAN", WORD).getBytes(StandardCharsets.UTF_8));
    }
    return input;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text.replace("CAN", WORD));
  }

  private record Ended(int code, List<Path> said) {}

  private Ended label(String name, String... settings) throws IOException, InterruptedException {
    Path here = Files.createDirectories(temporary.resolve(name));
    Path events = Files.createDirectories(here.resolve("events"));
    Path log = here.resolve("log4j2.properties");
    Files.writeString(
        log,
        Files.readString(Path.of("src/main/resources/log4j2.properties"))
            .replace("rootLogger.level = warn", "rootLogger.level = info"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("scripts", "jvm-options").toAbsolutePath());
    command.addAll(
        List.of(
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + log.toUri(),
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=2",
            "-Dspark.eventLog.enabled=true",
            "-Dspark.eventLog.compress=false",
            "-Dspark.eventLog.dir=" + events.toUri(),
            "-Dspark.hadoop.fs.s3a.secret.key=" + WORD + "sparksecret",
            "-cp",
            System.getProperty("java.class.path"),
            "io.endoxa.cli.Main",
            "run",
            "jobs/label.yaml",
            "--set",
            "model=" + temporary.resolve("model"),
            "input=" + temporary.resolve("input"),
            "output=" + here.resolve("out")));
    command.addAll(List.of(settings));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", WORD + "environment");
    builder.environment().put("ENDOXA_NOTE", WORD + "note");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectOutput(here.resolve("stdout").toFile());
    builder.redirectError(here.resolve("stderr").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    List<Path> said = new ArrayList<>(List.of(here.resolve("stdout"), here.resolve("stderr")));
    try (Stream<Path> files = Files.walk(events)) {
      files.filter(Files::isRegularFile).forEach(said::add);
    }
    return new Ended(process.exitValue(), said);
  }

  private static SortedSet<String> canaries(List<Path> files) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (Path file : files) {
      // Upper case, as some messages shout; and files that are no UTF-8 are files too.
      String text =
          new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
              .toLowerCase(Locale.ROOT);
      Matcher matcher = CANARY.matcher(text);
      while (matcher.find()) {
        found.add(file.getFileName() + ": " + matcher.group());
      }
    }
    return found;
  }

  private void assertSilent(Ended ended, int code) throws IOException {
    assertThat(ended.code()).describedAs(Files.readString(ended.said().get(1))).isEqualTo(code);
    // The log is there, and is not that of another job.
    assertThat(Files.readString(ended.said().get(1))).contains(" INFO ");
    assertThat(ended.said()).hasSizeGreaterThan(2);
    long events = 0;
    for (Path file : ended.said().subList(2, ended.said().size())) {
      events += Files.size(file);
    }
    assertThat(events).isGreaterThan(100_000);
    assertThat(canaries(ended.said())).isEmpty();
  }

  @Test
  void aLabelJobWithManyQuarantinedArticlesSaysNoneOfTheirWords()
      throws IOException, InterruptedException {
    model();
    articles();
    Ended ended = label("contract", "max-quarantined=0.1");
    assertSilent(ended, CODE_OF_BROKEN_CONTRACT);
    assertThat(Files.readString(ended.said().get(1)))
        .contains("a.jsonl:4: bad_json: is not a JSON object: it breaks the rules of JSON");
    // The words were there to be said.
    assertThat(tablesHold(temporary.resolve("contract/out"))).isTrue();
  }

  @Test
  @Tag("soak")
  @Tag("promise-16")
  void aLabelJobThatEndsWellSaysNoneOfTheWordsEither() throws IOException, InterruptedException {
    model();
    articles();
    Ended ended = label("well", "max-quarantined=0.99");
    assertSilent(ended, 0);
    System.out.printf(
        "soak | 16 | canary words in output, errors, log and event log of a label job | %d | 0%n",
        canaries(ended.said()).size());
  }

  private static boolean tablesHold(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      List<Path> tables = files.filter(file -> file.toString().endsWith(".parquet")).toList();
      return !canaries(tables).isEmpty();
    }
  }
}
