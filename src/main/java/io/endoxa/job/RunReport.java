package io.endoxa.job;

import io.endoxa.provenance.RunManifest;
import io.endoxa.report.page.ReportHtml;
import io.endoxa.report.page.RunPage;

/** Leaves {@code report.html} in a run that has something to show. */
final class RunReport {
  private RunReport() {}

  /** Writes the page of the tables and figures that the run has by now. */
  static void write(RunContext run, RunManifest manifest) {
    RunPage.Labelled labelled = null;
    if (run.labelledWith != null) {
      run.say("making the report");
      labelled =
          new ReportTables(run.session(), run.draft().directory(), run.labelledWith)
              .gather(run.counts, run.spec().seed());
    }
    if (labelled != null || run.measured != null) {
      RunPage page = new RunPage(manifest, labelled, run.measured, run.drift, run.notes);
      run.draft().writeFile(RunPage.FILE, ReportHtml.of(page));
    }
  }
}
