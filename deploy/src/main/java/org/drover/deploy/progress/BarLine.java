package org.drover.deploy.progress;

import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * Draws the one line that moves. The bar takes what width the text leaves; on a narrow terminal the
 * text is cut at the end, where it matters least.
 */
final class BarLine implements ProgressBarRenderer {

  private static final int BAR_WIDTH_MAX = 30;
  private static final int BAR_WIDTH_MIN = 5;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final String ASCII_EIGHTHS = "        #";
  private static final String COLOR = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean color;
  private final String blocks;
  private final String border;
  private volatile @Nullable Moment moment;
  private int drawn;

  /**
   * @param unicode whether the terminal's character set has block characters
   */
  BarLine(boolean color, boolean unicode) {
    this.color = color;
    this.blocks = unicode ? EIGHTHS : ASCII_EIGHTHS;
    this.border = unicode ? "│" : "|";
  }

  void show(Moment newer) {
    moment = newer;
  }

  @Override
  public String render(ProgressState state, int width) {
    Moment now = moment;
    return now == null ? "" : overdraw(render(now, width));
  }

  /** A line is drawn over the one before; what that one was longer by has to go. */
  private String overdraw(String line) {
    String padded = line + " ".repeat(Math.max(0, drawn - line.length()));
    drawn = line.length();
    return padded;
  }

  String render(Moment now, int width) {
    long part = now.visited();
    long whole = now.expected();
    String left =
        "%-11s %4s ".formatted(Words.phase(now.view().phase()), Words.percent(part, whole));
    String right =
        " "
            + Words.count(part)
            + "/"
            + Words.count(whole)
            + "  "
            + now.waiting().orElse(now.pace());
    int room = Math.max(BAR_WIDTH_MIN, width - left.length() - right.length() - 2);
    int barWidth = Math.min(BAR_WIDTH_MAX, room);
    int textMax = Math.max(0, width - left.length() - barWidth - 2);
    String text = right.length() <= textMax ? right : right.substring(0, textMax);
    return left + border + paint(bar(part, whole, barWidth)) + border + text;
  }

  private String paint(String bar) {
    return color ? COLOR + bar + PLAIN : bar;
  }

  private String bar(long part, long whole, int width) {
    long eighths = whole <= 0 ? 8L * width : Math.min(8L * width, 8L * width * part / whole);
    int full = (int) (eighths / 8);
    String bar = blocks.substring(8).repeat(full);
    if (full == width) {
      return bar;
    }
    return bar + blocks.charAt((int) (eighths % 8)) + " ".repeat(width - full - 1);
  }
}
