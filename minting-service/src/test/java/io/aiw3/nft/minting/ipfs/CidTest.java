package io.aiw3.nft.minting.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are those of the IPFS libraries of {@code deploy/local} for the same bytes. */
class CidTest {
  @Test
  void ofAShortFile() {
    assertThat(Cid.ofFile("hello world\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o");
  }

  @Test
  void ofAnEmptyFile() {
    assertThat(Cid.ofFile(new byte[0])).isEqualTo("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH");
  }

  @ParameterizedTest
  @CsvSource({
    "262144, QmSE4rWq7zbw4TSGaaNNSYwTEkSejypfN7NiyEDpTS3EEt",
    "262145, QmXYzu8v7f9G8qdbDXdW2vzq4cfobL7kdcrHUikqibPx6J",
    "1000000, QmTVn5qd1xuE5PKLPUaM8FMWNC2kiJ72Lmhm1ebeHF6Vu4",
    "45613056, Qmc2m2PjW4iX36nmi7rHf94zk3dtte8kopPCLNdxj4Axwm",
    "45613057, QmZiMEHTTA2kkyQxBXxP5hhpp67stfAHccwmm9jR2dAWjx"
  })
  void ofFilesOfOneAndMoreChunksAndLevels(int size, String expected) {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i * 31 + (i >> 13));
    }
    assertThat(Cid.ofFile(content)).isEqualTo(expected);
  }
}
