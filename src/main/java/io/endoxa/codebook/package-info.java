/**
 * The codebook: questions, stance labels and frames, read from one versioned YAML file. It drives
 * labels and their order everywhere.
 *
 * <p>Must not know articles, encoders or models. Start reading at {@link
 * io.endoxa.codebook.Codebook}.
 */
@NullMarked
package io.endoxa.codebook;

import org.jspecify.annotations.NullMarked;
