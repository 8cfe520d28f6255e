package io.endoxa.spark;

/**
 * Where the articles of an input went. Every article is in exactly one of the three groups.
 *
 * @param read articles found, a file that cannot be read counting as one
 * @param accepted labelled
 * @param quarantined kept aside with a reason
 * @param duplicate equal to an accepted one
 */
public record ArticleCounts(long read, long accepted, long quarantined, long duplicate) {
  public ArticleCounts {
    if (read != accepted + quarantined + duplicate) {
      throw new IllegalStateException(
          "articles are lost: %d read, %d accepted + %d quarantined + %d duplicate"
              .formatted(read, accepted, quarantined, duplicate));
    }
  }

  /** Share of the articles read that are quarantined, 0 to 1. */
  public double quarantinedShare() {
    return read == 0 ? 0 : (double) quarantined / read;
  }
}
