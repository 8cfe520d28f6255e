package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.OnnxSentenceEncoder;
import io.endoxa.encode.Precision;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.spark.ModelEncoder;
import io.endoxa.spark.ModelStore;
import io.endoxa.spark.SharedJudges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * A process that opens the encoder and the judge of the shipped model, uses them on one thread and
 * on several, and prints what is resident after each step: {@code step<TAB>MiB}. Its heap must be
 * taken whole from the start.
 */
final class NativeMemoryProbe {
  private static final Path ENCODERS = Path.of("models", "encoders");
  private static final String MODEL = "models/south-caucasus";
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final int ROUNDS = 20;

  private NativeMemoryProbe() {}

  public static void main(String[] arguments) throws Exception {
    ModelStore.ModelFiles read = ModelStore.read(new Configuration(), MODEL);
    StanceModel model = StanceModel.of(read.files());
    EncoderSpec ofVectors = ModelEncoder.of(ENCODERS, MODEL, read.manifest());
    EncoderSpec ofJudge = ModelEncoder.ofJudge(ENCODERS, MODEL, JudgeFiles.read(read.files()));
    String text = text();
    String question = model.codebook().questions().get(0).proposition();
    print("model");
    SentenceEncoder encoder = SharedEncoders.of(ofVectors);
    print("encoder opened");
    for (int threads : new int[] {1, 2, 4}) {
      onThreads(threads, some -> encoder.encode(some), text);
      print("encoder on " + threads);
    }
    PairScorer judge = SharedJudges.of(read.manifest().modelId(), read.files(), ofJudge);
    print("judge opened");
    for (int threads : new int[] {1, 2, 4}) {
      onThreads(threads, some -> judge.logits(question, some), text);
      print("judge on " + threads);
    }
    try (SentenceEncoder large =
        OnnxSentenceEncoder.open(
            EncoderSpec.find(ENCODERS, ofVectors.id(), Precision.FLOAT, "probe"))) {
      print("encoder in float opened");
      onThreads(1, some -> large.encode(some), text);
      print("encoder in float on 1");
    }
    print("encoder in float closed");
    System.exit(0);
  }

  /** Longer than encoder and judge read at once. */
  private static String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("The harbour board of Ostrava sold ").append(i).append(" cranes before noon. ");
    }
    return text.toString();
  }

  /** Threads that stay, as those of executors do. */
  private static void onThreads(int count, Consumer<String> reading, String text)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String suffix = " " + i;
      Thread thread =
          new Thread(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  reading.accept(text + suffix + round);
                }
              },
              "reader-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @SuppressWarnings("SystemOut") // The parent reads it.
  private static void print(String step) throws IOException {
    System.gc();
    Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
    if (!resident.find()) {
      throw new IllegalStateException("no VmRSS");
    }
    System.out.printf("%s\t%d%n", step, Long.parseLong(resident.group(1)) / 1024);
  }
}
