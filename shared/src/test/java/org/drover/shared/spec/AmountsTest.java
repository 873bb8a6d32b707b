package org.drover.shared.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

  @ParameterizedTest
  @ValueSource(strings = {"1GiB", "512MiB", "1025KiB"})
  void bytesPrintAsTheyAreRead(String text) {
    assertThat(Amounts.ofBytes(Amounts.bytes(text))).isEqualTo(text);
  }

  @Test
  void aRateIsNodesASecond() {
    assertThat(Amounts.rate("20000/s")).isEqualTo(20_000);
    assertThat(Amounts.ofRate(20_000)).isEqualTo("20000/s");
  }

  @Test
  void aShareAndARiseArePercent() {
    assertThat(Amounts.ofPercent(Amounts.percent("1.5%"))).isEqualTo("1.5%");
    assertThat(Amounts.ofRise(Amounts.rise("+10%"))).isEqualTo("+10%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"512", "512MB", "12.5MiB", "4KiB"})
  void whatIsNoAmountIsRefusedWithWhatWasExpected(String text) {
    assertThatThrownBy(() -> Amounts.bytes(text)).hasMessageContaining("expected");
  }
}
