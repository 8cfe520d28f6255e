package io.endoxa.job;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Codebook;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.evaluate.Drift;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.FingerprintStream;
import io.endoxa.report.NamedTable;
import io.endoxa.report.QualityReport;
import io.endoxa.report.RunSummary;
import io.endoxa.report.page.Measured;
import io.endoxa.spark.ArticleFiles;
import io.endoxa.spark.RunDraft;
import io.endoxa.text.source.ArticleFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What the steps of one run share, and what they leave for its manifest and summary. */
final class RunContext implements AutoCloseable {
  private final SparkSession session;
  private final JobSpec spec;
  private final String runId;
  private final RunDraft draft;
  private final Progress progress;
  private final Map<CorpusKey, Corpus> corpora = new HashMap<>();
  private final Map<String, FileEntry> inputs = new TreeMap<>();

  final Map<String, Long> counts = new LinkedHashMap<>();
  final Set<String> trainingArticles = new HashSet<>();
  final List<NamedTable> tables = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  /** What to tidy up once nothing of the run can be lost any more. */
  final List<Runnable> afterPublishing = new ArrayList<>();

  /**
   * What to end the job with, once what could be done is published, and where that lies; no step
   * follows. Null if all is well.
   */
  @Nullable String brokenContract;

  /**
   * What to end the job with if a check of the model failed, once all steps are done. Null if all
   * is well.
   */
  @Nullable String failedGate;

  @Nullable String modelDirectory;
  @Nullable String modelId;
  @Nullable String codebook;
  @Nullable String encoder;
  RunSummary.@Nullable Labels labels;
  @Nullable QualityReport quality;

  /** What the run labelled its articles with; null if it labelled none. */
  @Nullable Codebook labelledWith;

  /** What is known of how good the run's model is; null if nothing is. */
  @Nullable Measured measured;

  /** Of what was labelled from what the model was trained on. */
  final List<Drift> drift = new ArrayList<>();

  /** What people labelled of the paragraphs that the run labelled. */
  final List<HandLabel> byHand = new ArrayList<>();

  RunContext(SparkSession session, JobSpec spec, String runId, RunDraft draft, Progress progress) {
    this.session = session;
    this.spec = spec;
    this.runId = runId;
    this.draft = draft;
    this.progress = progress;
    this.modelDirectory = spec.model();
  }

  SparkSession session() {
    return session;
  }

  JobSpec spec() {
    return spec;
  }

  String runId() {
    return runId;
  }

  RunDraft draft() {
    return draft;
  }

  void say(String line) {
    progress.say(line);
  }

  /**
   * Ends the job with this message, and with those of other gates, once all steps are done; where
   * the files lie is said behind them.
   */
  void failGate(String message) {
    failedGate = failedGate == null ? message : failedGate + "\n" + message;
  }

  /**
   * Fails the gate with these figures, which are not as the job expects; with none, does nothing.
   *
   * @param sentences one for each figure, without a full stop
   */
  void failUnexpected(Stream<String> sentences) {
    String failed = sentences.map(sentence -> sentence + ".\n").collect(Collectors.joining());
    if (!failed.isEmpty()) {
      failGate(failed + "Find out what changed the figure; if it is right, write it down.");
    }
  }

  /** The files that some inputs name, sorted. */
  List<String> files(List<String> names) {
    return ArticleFiles.list(session.sparkContext().hadoopConfiguration(), names);
  }

  /** What makes two requests for a corpus the same. */
  private record CorpusKey(
      List<String> files, ArticleFields fields, String encoder, Corpus.Wanted wanted) {}

  /**
   * The articles of some files, read and encoded once per run.
   *
   * @param fields how the articles are read
   */
  Corpus corpus(
      List<String> files, ArticleFields fields, EncoderSpec encoderSpec, Corpus.Wanted wanted) {
    return corpora.computeIfAbsent(
        new CorpusKey(files, fields, encoderSpec.name(), wanted),
        key -> {
          Corpus corpus =
              Corpus.prepare(
                  session,
                  files,
                  fields,
                  wanted,
                  encoderSpec,
                  Installation.encodersDirectory().toString(),
                  spec,
                  progress);
          corpus.files().forEach(file -> inputs.put(file.path(), file));
          return corpus;
        });
  }

  /** Counts what was encoded for this run, and what was taken from chunks, over all its corpora. */
  void countEncoded() {
    if (!corpora.isEmpty()) {
      counts.put(
          Corpus.ENCODED,
          corpora.values().stream().mapToLong(corpus -> corpus.counts().encoded()).sum());
      counts.put(
          Corpus.TAKEN,
          corpora.values().stream().mapToLong(corpus -> corpus.counts().taken()).sum());
    }
  }

  /** Remembers a file that is read outside of a corpus. */
  void addInput(Path file) {
    try (FingerprintStream in = new FingerprintStream(Files.newInputStream(file))) {
      inputs.put(file.toString(), in.finish(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers files that were read outside of a corpus. */
  void addInputs(List<FileEntry> files) {
    files.forEach(file -> inputs.put(file.path(), file));
  }

  List<FileEntry> inputs() {
    return inputs.values().stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }

  @Override
  public void close() {
    corpora.values().forEach(Corpus::close);
  }
}
