package io.endoxa.codebook;

/**
 * A lens through which a paragraph looks at its matter; a paragraph has none, one or several.
 *
 * @param id its name in columns and files, such as {@code security_defense}
 * @param definition what the lens shows
 */
public record Frame(String id, String definition) {}
