package io.endoxa.report;

import java.util.List;
import java.util.Locale;

/**
 * A line chart as an SVG file of its own: no script, no font, no address in it.
 *
 * @param title above the chart, and what a screen reader says
 * @param xLabel below
 * @param yLabel at the left
 * @param x of every point, ascending, at least two; where all are equal, they stand in the middle
 * @param series one line each, at most {@value #MOST_SERIES}
 */
public record LineChart(
    String title, String xLabel, String yLabel, List<Double> x, List<Series> series) {
  private static final int MOST_SERIES = 6;

  /** Okabe and Ito's colours, which colour-blind readers can tell apart. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#000000");

  /** Dashes too, for print without colours. */
  private static final List<String> DASHES = List.of("", "6 3", "2 3", "9 3 2 3", "4 4", "1 2");

  private static final int WIDTH = 680;
  private static final int HEIGHT = 400;
  private static final int LEFT = 60;
  private static final int RIGHT = 150;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int Y_TICKS = 5;
  private static final double Y_STEP = 0.1;

  /**
   * One line.
   *
   * @param y of each point
   * @param low lower ends of the error bars
   * @param high upper ends
   */
  public record Series(String name, List<Double> y, List<Double> low, List<Double> high) {
    public Series {
      y = List.copyOf(y);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  public LineChart {
    x = List.copyOf(x);
    series = List.copyOf(series);
    int points = x.size();
    if (points < 2 || series.isEmpty() || series.size() > MOST_SERIES) {
      throw new IllegalArgumentException(points + " points, " + series.size() + " lines");
    }
    if (series.stream()
        .anyMatch(s -> s.y.size() != points || s.low.size() != points || s.high.size() != points)) {
      throw new IllegalArgumentException("a line has more or fewer than " + points + " points");
    }
  }

  /** The file's text. */
  public String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" \
        aria-label="%s" font-family="sans-serif" font-size="12" fill="#222">
        <rect width="%d" height="%d" fill="#fff"/>
        """
            .formatted(WIDTH, HEIGHT, escaped(title), WIDTH, HEIGHT));
    text(svg, LEFT, TOP - 18, "start", title);
    text(svg, LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 12, "middle", xLabel);
    text(svg, 8, TOP - 2, "start", yLabel);
    axes(svg);
    for (int i = 0; i < series.size(); i++) {
      line(svg, i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (int tick = 0; tick <= Y_TICKS; tick++) {
      double value = bottom() + (top() - bottom()) * tick / Y_TICKS;
      svg.append(
          number(
              "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#ddd\"/>%n",
              (double) LEFT, yAt(value), (double) (WIDTH - RIGHT)));
      text(svg, LEFT - 6, yAt(value) + 4, "end", number("%.2f", value));
    }
    for (double value : x) {
      text(svg, xAt(value), HEIGHT - BOTTOM + 18, "middle", number("%,.0f", value));
    }
  }

  private void line(StringBuilder svg, int which) {
    Series line = series.get(which);
    String colour = COLOURS.get(which);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.size(); i++) {
      double at = xAt(x.get(i));
      path.append(number("%s%.1f %.1f", i == 0 ? "M" : "L", at, yAt(line.y.get(i))));
      svg.append(
          number(
              "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\" opacity=\"0.5\"/>%n",
              at, yAt(line.low.get(i)), yAt(line.high.get(i)), colour));
      svg.append(
          number(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
              at, yAt(line.y.get(i)), colour));
    }
    svg.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>%n"
            .formatted(path, colour, DASHES.get(which)));
    double legend = TOP + 20.0 * which;
    svg.append(
        number(
            "<path d=\"M%d %.1fh24\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>%n",
            WIDTH - RIGHT + 12, legend, colour, DASHES.get(which)));
    text(svg, WIDTH - RIGHT + 42, legend + 4, "start", line.name);
  }

  private double bottom() {
    double least = series.stream().flatMap(s -> s.low.stream()).mapToDouble(y -> y).min().orElse(0);
    return Math.floor(least / Y_STEP) * Y_STEP;
  }

  private double top() {
    double most = series.stream().flatMap(s -> s.high.stream()).mapToDouble(y -> y).max().orElse(1);
    return Math.max(Math.ceil(most / Y_STEP) * Y_STEP, bottom() + Y_STEP);
  }

  private double xAt(double value) {
    double first = x.get(0);
    double last = x.get(x.size() - 1);
    double share = last == first ? 0.5 : (value - first) / (last - first);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double yAt(double value) {
    return HEIGHT - BOTTOM - (value - bottom()) / (top() - bottom()) * (HEIGHT - TOP - BOTTOM);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        number(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x, y, anchor, escaped(text)));
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
