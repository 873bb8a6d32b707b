package org.drover.deploy.metrics;

import com.typesafe.config.Config;
import java.time.Duration;
import kamon.metric.PeriodSnapshot;
import kamon.module.MetricReporter;
import kamon.prometheus.PrometheusSettings;
import kamon.prometheus.PrometheusSettings$;
import kamon.prometheus.ScrapeDataBuilder;
import kamon.tag.TagSet;

/**
 * What Prometheus is shown. Kamon's own reporter shows a gauge for as long as the process lives,
 * also after it was taken away: an ETA of a migration that ended, or one that moved to another
 * node. So counters and histograms are summed up here as they are there, and gauges are the last
 * ones only.
 */
final class Exposition implements MetricReporter {

  private static final Duration FOR_EVER = Duration.ofDays(5 * 365);

  private final PeriodSnapshot.Accumulator sum =
      PeriodSnapshot.accumulator(FOR_EVER, Duration.ZERO, FOR_EVER);
  private volatile PrometheusSettings.Generic settings;
  private volatile String text = "";

  Exposition(Config config) {
    this.settings = settingsOf(config);
  }

  private static PrometheusSettings.Generic settingsOf(Config config) {
    return PrometheusSettings$.MODULE$.readSettings(config.getConfig("kamon.prometheus"));
  }

  /** Everything in Prometheus' text format; empty before the first few seconds are over. */
  String text() {
    return text;
  }

  /** Called by one thread, at every tick. */
  @Override
  public void reportPeriodSnapshot(PeriodSnapshot last) {
    sum.add(last);
    PeriodSnapshot total = sum.peek();
    text =
        new ScrapeDataBuilder(settings, TagSet.Empty())
            .appendCounters(total.counters())
            .appendGauges(last.gauges())
            .appendHistograms(total.histograms())
            .build();
  }

  @Override
  public void reconfigure(Config config) {
    settings = settingsOf(config);
  }

  @Override
  public void stop() {
    // Nothing was opened.
  }
}
