package org.drover.bench.report;

import java.util.List;
import org.drover.bench.measure.Spread;

/** Bars beside each other as SVG: the median as the bar, the lowest and the highest as a line. */
final class BarPlot {

  private static final int WIDTH = 760;
  private static final int LABEL_WIDTH = 160;
  private static final int VALUE_WIDTH = 110;
  private static final int ROW_HEIGHT = 30;
  private static final int BAR_HEIGHT = 18;
  private static final int TOP = 40;

  private final StringBuilder svg = new StringBuilder();
  private final double scale;

  private BarPlot(double largest) {
    this.scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / largest;
  }

  /**
   * One bar.
   *
   * @param own whether it is Drover's, and stands out
   */
  record Bar(String name, Spread spread, boolean own) {}

  /**
   * @param bars at least one
   */
  static String of(String title, List<Bar> bars) {
    double largest = bars.stream().mapToDouble(bar -> bar.spread().max()).max().orElseThrow();
    BarPlot plot = new BarPlot(largest);
    plot.begin(title, TOP + ROW_HEIGHT * bars.size() + 10);
    for (int row = 0; row < bars.size(); row++) {
      plot.bar(bars.get(row), TOP + ROW_HEIGHT * row);
    }
    return plot.svg.append("</svg>\n").toString();
  }

  private void begin(String title, int height) {
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'>"
            .formatted(WIDTH, height));
    line("<rect width='100%' height='100%' fill='white'/>");
    line("<g font-family='sans-serif' font-size='13' fill='#222'>");
    line("<text x='10' y='22' font-weight='bold'>%s</text></g>".formatted(title));
  }

  private void bar(Bar bar, int top) {
    double length = bar.spread().median() * scale;
    int middle = top + BAR_HEIGHT / 2;
    line("<g font-family='sans-serif' font-size='13' fill='#222'>");
    line(
        "<text x='%d' y='%d' text-anchor='end'>%s</text>"
            .formatted(LABEL_WIDTH - 8, middle + 4, bar.name()));
    line(
        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>"
            .formatted(LABEL_WIDTH, top, length, BAR_HEIGHT, bar.own() ? "#1f6fb4" : "#b8c4ce"));
    line(
        "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#222'/>"
            .formatted(
                LABEL_WIDTH + bar.spread().min() * scale,
                middle,
                LABEL_WIDTH + bar.spread().max() * scale,
                middle));
    line(
        "<text x='%.1f' y='%d'>%,.0f</text></g>"
            .formatted(
                LABEL_WIDTH + bar.spread().max() * scale + 8, middle + 4, bar.spread().median()));
  }

  private void line(String line) {
    svg.append(line).append('\n');
  }
}
