package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.Test;

class RangeRecordTest {

  // Fences outlive the program's version: this text is storage format.
  @Test
  void isReadFromTheFenceAsItWasWritten() {
    RangeRecord record = new RangeRecord(null, Key.of("müller"), new Tally(10, 9), 7);
    assertThat(record.toJson())
        .isEqualTo(
            "{\"from\":null,\"to\":\"müller\",\"tally\":{\"visited\":10,\"changed\":9},\"millis\":7}");
    assertThat(RangeRecord.parse(record.toJson())).isEqualTo(record);
  }

  @Test
  void aStrangersRecordIsRefused() {
    assertThatThrownBy(() -> RangeRecord.parse("hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the fence's record is not one of a range: hello");
  }
}
