package io.endoxa.job;

import io.endoxa.provenance.RunManifest;
import io.endoxa.report.page.ReportHtml;
import io.endoxa.report.page.RunPage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves {@code report.html} in a run that has something to show. */
final class RunReport {
  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

  private RunReport() {}

  /**
   * Writes the page of the tables and figures that the run has by now. A page that cannot be made
   * is no reason to lose the run: a note says so, and the tables are whole.
   */
  static void write(RunContext run, RunManifest manifest) {
    try {
      RunPage.Labelled labelled = labelled(run);
      if (labelled != null || run.measured != null) {
        RunPage page = new RunPage(manifest, labelled, run.measured, run.drift, run.notes);
        run.draft().writeFile(RunPage.FILE, ReportHtml.of(page));
      }
    } catch (Exception e) { // Scala's are not declared, and many are no RuntimeException.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.warn("{} is not made", RunPage.FILE, e);
      run.notes.add(
          "%s is not made, for its making ended with %s; the tables are whole. The log has more."
              .formatted(RunPage.FILE, e.getClass().getSimpleName()));
    }
  }

  private static RunPage.@Nullable Labelled labelled(RunContext run) {
    if (run.labelledWith == null) {
      return null;
    }
    run.say("making the report");
    return new ReportTables(
            run.session(),
            run.draft().directory(),
            run.labelledWith,
            run.spec().countCopies(),
            run.byHand)
        .gather(run.counts, run.spec().seed());
  }
}
