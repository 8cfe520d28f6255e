package io.endoxa.report;

import java.util.List;

/**
 * What a model's card says of its judge.
 *
 * @param uses what the judge costs and brings, by question
 * @param notes sentences a reader must know
 */
public record JudgeSection(NamedTable uses, List<String> notes) {
  public JudgeSection {
    notes = List.copyOf(notes);
  }
}
