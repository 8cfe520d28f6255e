package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.error.UserException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where each trained parameter lies in one long array. Weights, gradients and the optimiser's
 * moments are such arrays. Parameters of lower layers lie before those of higher ones, so "the
 * layers from here on" is one range.
 */
final class ParameterLayout {
  /** A parameter's place: {@code shape} is {@code [in][out]} for weights, {@code [length]} else. */
  record Slot(String name, int offset, List<Integer> shape) {
    Slot {
      shape = List.copyOf(shape);
    }

    int[] dimensions() {
      return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    int length() {
      int length = 1;
      for (int size : shape) {
        length *= size;
      }
      return length;
    }

    /** Weights of products shrink towards zero in training; biases and norms do not. */
    boolean decays() {
      return shape.size() > 1;
    }
  }

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private int size;

  /** Sets a parameter behind the ones before. */
  Slot add(String name, int... shape) {
    Slot slot = new Slot(name, size, Arrays.stream(shape).boxed().toList());
    slots.put(name, slot);
    size += slot.length();
    return slot;
  }

  int size() {
    return size;
  }

  Iterable<Slot> slots() {
    return slots.values();
  }

  /** Copies tensors to their places; those that have none are left. */
  void fill(Floats values, Map<String, Tensor> tensors) {
    for (Slot slot : slots.values()) {
      Tensor tensor = tensors.get(slot.name());
      if (tensor == null || tensor.size() != slot.length()) {
        throw new UserException(
            "the judge's tensor '%s' %s, expected %d numbers. Use the weights of a transformer of one shape."
                .formatted(
                    slot.name(),
                    tensor == null ? "is missing" : "has " + tensor.size() + " numbers",
                    slot.length()));
      }
      values.write(slot.offset(), tensor.data(), slot.length());
    }
  }

  /** Copies of all parameters by name. */
  SortedMap<String, Tensor> tensors(Floats values) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (Slot slot : slots.values()) {
      tensors.put(
          slot.name(), new Tensor(values.copy(slot.offset(), slot.length()), slot.dimensions()));
    }
    return tensors;
  }
}
