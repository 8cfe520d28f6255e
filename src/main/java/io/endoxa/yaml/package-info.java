/**
 * YAML files as typed values that remember their file and line, so that every complaint can name
 * the place. Used for job files, codebooks and encoder descriptions.
 *
 * <p>Must not know what any key means. Start reading at {@link io.endoxa.yaml.YamlMap}.
 */
@NullMarked
package io.endoxa.yaml;

import org.jspecify.annotations.NullMarked;
