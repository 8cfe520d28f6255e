package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.TokenPair;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fine-tunes a transformer with a head to tell the stance of a pair of question and paragraph.
 * Equal weights, examples and settings give bit-identical tensors on one machine.
 *
 * <p>OpenBLAS is limited to one thread in the whole process while it is open. For one caller at a
 * time; the owner closes.
 */
public final class JudgeTrainer implements AutoCloseable {
  /** Name of the tensor that weights with a trained head have. */
  public static final String HEAD_WEIGHT = JudgeNetwork.HEAD_WEIGHT;

  /** As {@link #HEAD_WEIGHT}. */
  public static final String HEAD_BIAS = JudgeNetwork.HEAD_BIAS;

  /** Rows that a worker multiplies at a time: enough for speed, few enough for the cache. */
  private static final int PACK_TOKENS = 512;

  /** What the kept states of frozen layers may take. */
  private static final long CACHE_BYTES = 1L << 30;

  /** Pairs of a probe: more do not make the start better. */
  private static final int PROBE_PAIRS = 1_000;

  private static final String PARAMETERS = "parameters";
  private static final String BEST = "best";
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final String PROGRESS = "progress";

  private final SortedMap<String, Tensor> given;
  private final JudgeSettings settings;
  private final JudgeNetwork network;
  private final StanceLoss loss;
  private final Dropout dropout;
  private final Owned owned = new Owned();
  private final Workers workers;
  private final List<JudgePass> passes = new ArrayList<>();
  private final List<Floats> gradients = new ArrayList<>();
  private final Floats parameters;
  private final Floats best;
  private final AdamW optimiser;
  private final Map<TokenPair, float[]> lowerStates = new HashMap<>();
  private long stepsDone;

  /** No more exact than a checkpoint keeps it, so that a stop changes no comparison. */
  private float bestScore = Float.NEGATIVE_INFINITY;

  /**
   * A trainer that starts from these weights.
   *
   * @param tensors of a transformer, by their Hugging Face names, dense weights as {@code
   *     [in][out]}; with head.weight {@code [width][4]} and head.bias {@code [4]} or without
   * @param longest the most tokens of a pair
   */
  public JudgeTrainer(Map<String, Tensor> tensors, int longest, JudgeSettings settings) {
    this.given = new TreeMap<>(tensors);
    this.settings = settings;
    this.network = new JudgeNetwork(tensors);
    int width = network.shape().width();
    if (settings.frozenLayers() > network.shape().layers()) {
      throw new UserException(
          "%d layers are to be frozen, the judge has %d."
              .formatted(settings.frozenLayers(), network.shape().layers()));
    }
    given.putIfAbsent(
        JudgeNetwork.HEAD_WEIGHT, new Tensor(new float[width * Stance.COUNT], width, Stance.COUNT));
    given.putIfAbsent(JudgeNetwork.HEAD_BIAS, new Tensor(new float[Stance.COUNT], Stance.COUNT));
    this.loss = new StanceLoss(settings.labelSmoothing());
    this.dropout = new Dropout(settings.dropout());
    int size = network.layout().size();
    try {
      this.parameters = owned.floats(size);
      network.layout().fill(parameters, given);
      this.best = owned.floats(size);
      best.copyFrom(parameters, size);
      this.optimiser =
          owned.add(
              new AdamW(
                  network.layout(),
                  network.start(settings.frozenLayers()),
                  settings.weightDecay(),
                  settings.clipNorm()),
              AdamW::close);
      for (int i = 0; i < settings.threads(); i++) {
        passes.add(owned.add(new JudgePass(network, PACK_TOKENS, longest), JudgePass::close));
        gradients.add(owned.floats(size));
      }
      owned.add(Blas.oneThread(), Blas.Scope::close);
      this.workers = owned.add(new Workers(settings.threads()), Workers::close);
    } catch (RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  /** Trains the head alone, on the transformer as it is: a start for {@link #fit}. */
  public void startHead(List<JudgeExample> examples) {
    int step = Math.max(1, examples.size() / PROBE_PAIRS);
    List<JudgeExample> some = new ArrayList<>();
    for (int i = 0; i < examples.size(); i += step) {
      some.add(examples.get(i));
    }
    float[][] vectors = pooled(some.stream().map(JudgeExample::pair).toList());
    LinearProbe probe = new LinearProbe(vectors, some);
    network.setHead(parameters, probe.weight(), probe.bias());
  }

  /**
   * Trains, epoch by epoch, and keeps the weights that score best on the held-out pairs. After
   * {@link #restore}, goes on where the checkpoint was taken; the epochs must be the same.
   *
   * @param epochs the examples of each epoch, which may differ
   */
  public void fit(List<List<JudgeExample>> epochs, HeldOutPairs heldOut, JudgeListener listener) {
    keepLowerStates(epochs);
    long steps = 0;
    for (List<JudgeExample> epoch : epochs) {
      steps += PairBatches.of(epoch, settings.batchSize(), 0).size();
    }
    long step = 0;
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      for (List<JudgeExample> batch :
          PairBatches.of(epochs.get(epoch), settings.batchSize(), settings.seed() + epoch)) {
        step++;
        if (step <= stepsDone) {
          continue;
        }
        double batchLoss = step(batch, step, steps);
        stepsDone = step;
        if (step % heldOut.every() == 0 || step == steps) {
          score(heldOut, step, listener);
        }
        listener.stepDone(step, steps, batchLoss);
      }
    }
    parameters.copyFrom(best, parameters.length());
  }

  private void score(HeldOutPairs heldOut, long step, JudgeListener listener) {
    double score = heldOut.score().applyAsDouble(logits(heldOut.pairs()));
    boolean better = (float) score > bestScore;
    if (better) {
      bestScore = (float) score;
      best.copyFrom(parameters, parameters.length());
    }
    listener.scored(step, score, better);
  }

  private double step(List<JudgeExample> batch, long step, long steps) {
    int[] sizes = batch.stream().mapToInt(example -> example.pair().size()).toArray();
    List<List<Integer>> shares = PairBatches.shares(sizes, workers.count());
    float total = 0;
    for (JudgeExample example : batch) {
      total += example.weight();
    }
    float scale = 1 / total;
    double[] losses = new double[workers.count()];
    workers.run(
        worker -> {
          long seed = (settings.seed() * 1_000_003 + step) * 1_000_003 + worker * 65_537L;
          for (List<Integer> pack : PairBatches.packs(shares.get(worker), sizes, PACK_TOKENS)) {
            losses[worker] +=
                forwardAndBack(worker, pack.stream().map(batch::get).toList(), scale, seed);
            seed += 1_024;
          }
        });
    double norm =
        optimiser.step(parameters, gradients, settings.rateAt(step, steps), step, workers);
    if (!Double.isFinite(norm)) {
      throw new UserException(
          "the judge's training went astray at step %d: its gradient is %s. Lower the learning rate (%s) and start again."
              .formatted(step, norm, settings.learningRate()));
    }
    double sum = 0;
    for (double one : losses) {
      sum += one;
    }
    return sum;
  }

  private double forwardAndBack(int worker, List<JudgeExample> pack, float scale, long seed) {
    JudgePass pass = passes.get(worker);
    Floats gradient = gradients.get(worker);
    int frozen = settings.frozenLayers();
    enter(pass, pack.stream().map(JudgeExample::pair).toList());
    pass.forward(parameters, frozen, network.shape().layers(), dropout, seed);
    double sum = 0;
    float[] dLogits = new float[Stance.COUNT];
    for (int i = 0; i < pack.size(); i++) {
      JudgeExample example = pack.get(i);
      float[] pooled = pass.pooled(i);
      float[] logits = network.head(parameters, pooled);
      sum += loss.of(logits, example.stance(), scale * example.weight(), dLogits);
      pass.setGradient(i, network.headBackward(parameters, gradient, pooled, dLogits));
    }
    pass.backward(parameters, gradient, frozen);
    return sum;
  }

  /** Brings pairs to the first layer that is trained. */
  private void enter(JudgePass pass, List<TokenPair> pairs) {
    int frozen = settings.frozenLayers();
    if (frozen > 0 && lowerStates.keySet().containsAll(pairs)) {
      pass.enter(pairs.stream().map(lowerStates::get).toList(), frozen);
      return;
    }
    pass.enter(pairs);
    pass.forward(parameters, 0, frozen, Dropout.NONE, 0);
  }

  /** Computes what frozen layers make of the pairs that come more than once, as far as it fits. */
  private void keepLowerStates(List<List<JudgeExample>> epochs) {
    int frozen = settings.frozenLayers();
    if (frozen == 0) {
      return;
    }
    Map<TokenPair, Integer> times = new LinkedHashMap<>();
    for (List<JudgeExample> epoch : epochs) {
      epoch.forEach(example -> times.merge(example.pair(), 1, Integer::sum));
    }
    List<TokenPair> kept = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<TokenPair, Integer> entry : times.entrySet()) {
      long more = (long) entry.getKey().size() * network.shape().width() * Float.BYTES;
      if (entry.getValue() > 1 && bytes + more <= CACHE_BYTES) {
        kept.add(entry.getKey());
        bytes += more;
      }
    }
    float[][] states = new float[kept.size()][];
    inPacks(
        kept,
        (pass, pack) -> {
          pass.enter(pack.stream().map(kept::get).toList());
          pass.forward(parameters, 0, frozen, Dropout.NONE, 0);
          for (int i = 0; i < pack.size(); i++) {
            states[pack.get(i)] = pass.states(i, frozen);
          }
        });
    for (int i = 0; i < states.length; i++) {
      lowerStates.put(kept.get(i), states[i]);
    }
  }

  /** The logits of pairs as the weights are now, {@code [pair][stance]}. */
  public float[][] logits(List<TokenPair> pairs) {
    float[][] logits = pooled(pairs);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = network.head(parameters, logits[i]);
    }
    return logits;
  }

  private float[][] pooled(List<TokenPair> pairs) {
    float[][] pooled = new float[pairs.size()][];
    inPacks(
        pairs,
        (pass, pack) -> {
          enter(pass, pack.stream().map(pairs::get).toList());
          pass.forward(
              parameters, settings.frozenLayers(), network.shape().layers(), Dropout.NONE, 0);
          for (int i = 0; i < pack.size(); i++) {
            pooled[pack.get(i)] = pass.pooled(i);
          }
        });
    return pooled;
  }

  @FunctionalInterface
  private interface PackWork {
    void on(JudgePass pass, List<Integer> pack);
  }

  private void inPacks(List<TokenPair> pairs, PackWork work) {
    int[] sizes = pairs.stream().mapToInt(TokenPair::size).toArray();
    List<List<Integer>> shares = PairBatches.shares(sizes, workers.count());
    workers.run(
        worker ->
            PairBatches.packs(shares.get(worker), sizes, PACK_TOKENS)
                .forEach(pack -> work.on(passes.get(worker), pack)));
  }

  /** Copies of all weights as they are now, with those that are not trained. */
  public SortedMap<String, Tensor> tensors() {
    SortedMap<String, Tensor> tensors = new TreeMap<>(given);
    tensors.putAll(network.layout().tensors(parameters));
    return tensors;
  }

  /** Everything that {@link #restore} needs to go on with {@link #fit}. */
  public SortedMap<String, Tensor> checkpoint() {
    SortedMap<String, Tensor> saved = new TreeMap<>();
    saved.put(PARAMETERS, flat(parameters));
    saved.put(BEST, flat(best));
    saved.put(FIRST, flat(optimiser.first()));
    saved.put(SECOND, flat(optimiser.second()));
    float score = Float.isInfinite(bestScore) ? -Float.MAX_VALUE : bestScore;
    saved.put(PROGRESS, new Tensor(new float[] {(float) stepsDone, score}, 2));
    return saved;
  }

  private static Tensor flat(Floats values) {
    return new Tensor(values.copy(0, values.length()), values.length());
  }

  /**
   * Takes over a {@link #checkpoint} of a trainer of the same shape and settings.
   *
   * @throws UserException if it is of another shape
   */
  public void restore(Map<String, Tensor> saved) {
    Map<String, Floats> places =
        Map.of(
            PARAMETERS,
            parameters,
            BEST,
            best,
            FIRST,
            optimiser.first(),
            SECOND,
            optimiser.second());
    Tensor progress = saved.get(PROGRESS);
    for (String name : places.keySet()) {
      Tensor tensor = saved.get(name);
      if (progress == null
          || progress.size() != 2
          || tensor == null
          || tensor.size() != parameters.length()) {
        throw new UserException(
            "the checkpoint does not fit this judge: tensor '%s' has %s numbers, expected %d. Delete the checkpoint to start anew."
                .formatted(name, tensor == null ? "no" : tensor.size(), parameters.length()));
      }
    }
    places.forEach(
        (name, floats) ->
            floats.write(0, Objects.requireNonNull(saved.get(name)).data(), floats.length()));
    float[] numbers = Objects.requireNonNull(progress).data();
    stepsDone = (long) numbers[0];
    bestScore = numbers[1] == -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : numbers[1];
  }

  /** The highest score that {@link #fit} saw; negative infinity if it saw none. */
  public double bestScore() {
    return bestScore;
  }

  /** Steps that {@link #fit} has done, also before a checkpoint. */
  public long stepsDone() {
    return stepsDone;
  }

  @Override
  public void close() {
    owned.close();
  }
}
