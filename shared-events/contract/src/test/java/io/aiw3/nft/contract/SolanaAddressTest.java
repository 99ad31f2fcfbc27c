package io.aiw3.nft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SolanaAddressTest {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  @Test
  void knownAddresses() {
    assertThat(SolanaAddress.isValid("11111111111111111111111111111111")).isTrue();
    assertThat(SolanaAddress.isValid("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")).isTrue();
    assertThat(SolanaAddress.isValid("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5D0")).isFalse();
    assertThat(SolanaAddress.isValid("1111111111111111111111111111111")).isFalse();
    assertThat(SolanaAddress.isValid("z".repeat(44))).isFalse();
    assertThat(SolanaAddress.isValid("")).isFalse();
    assertThat(SolanaAddress.isValid(null)).isFalse();
    assertThat(SolanaAddress.isValid("é".repeat(40))).isFalse();
  }

  @Property
  void all32BytesAreAddressesAndNothingElseIs(@ForAll @Size(min = 30, max = 34) byte[] bytes) {
    assertThat(SolanaAddress.isValid(base58(bytes))).isEqualTo(bytes.length == 32);
  }

  @Property
  void aKeysAddressIsItsBytesInBase58(@ForAll @Size(32) byte[] bytes) {
    assertThat(SolanaAddress.of(bytes)).isEqualTo(base58(bytes));
  }

  @Test
  void onlyAKeyHasAnAddress() {
    assertThat(SolanaAddress.of(new byte[32])).isEqualTo("1".repeat(32));
    assertThatThrownBy(() -> SolanaAddress.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String base58(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    BigInteger number = new BigInteger(1, bytes);
    while (number.signum() > 0) {
      BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(58));
      text.append(ALPHABET.charAt(parts[1].intValue()));
      number = parts[0];
    }
    for (byte b : Arrays.copyOf(bytes, bytes.length)) {
      if (b != 0) {
        break;
      }
      text.append('1');
    }
    return text.reverse().toString();
  }
}
