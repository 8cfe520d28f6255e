package io.endoxa.text.clean;

/**
 * A line that cleaning left out.
 *
 * @param text the line, cleaned of invisible characters
 * @param reason what it was taken for, such as {@code skip link}
 */
public record DroppedLine(String text, String reason) {}
