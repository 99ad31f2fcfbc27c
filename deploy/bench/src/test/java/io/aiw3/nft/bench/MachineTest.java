package io.aiw3.nft.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void theMostThatWasResidentIsNoLessThanWhatIs() {
    long pid = ProcessHandle.current().pid();
    long resident = Machine.resident(pid);

    assertThat(Machine.peakResident(pid)).isGreaterThanOrEqualTo(resident).isPositive();
  }
}
