package io.aiw3.nft.upgrade.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.upgrade.Owner;
import io.aiw3.nft.upgrade.domain.BurnTransactions.Flaw;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BurnTransactionsTest {
  private static final int OWNERS_KEY = 129 + 4 + 32;
  private static final Owner OWNER = new Owner();
  private static final byte[] PREPARED = transaction(2, 7);

  @Test
  void thePreparedTransactionWithTheOwnersSignatureIsFine() {
    assertThat(flaw(OWNER.sign(PREPARED))).isEmpty();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(BurnTransactions.flaw(base64(PREPARED), "not base64!")).contains(Flaw.NOT_BASE64);
    assertThat(BurnTransactions.flaw(base64(PREPARED), "A".repeat(2000))).contains(Flaw.TOO_LARGE);
    assertThat(flaw(new byte[1233])).contains(Flaw.TOO_LARGE);
    assertThat(flaw(new byte[0])).contains(Flaw.NOT_A_TRANSACTION);
    assertThat(flaw(new byte[] {2, 1, 1})).contains(Flaw.NOT_A_TRANSACTION);
    assertThat(flaw(new byte[] {(byte) 0xff, 1, 1})).contains(Flaw.NOT_A_TRANSACTION);
    assertThat(flaw(PREPARED)).contains(Flaw.NOT_SIGNED);
  }

  @Test
  void anotherFeePayerOrOwnerIsNoticed() {
    for (int i = 133; i < 133 + 64; i++) {
      byte[] changed = OWNER.sign(PREPARED);
      changed[i]++;
      assertThat(flaw(changed)).as("byte %d", i).contains(Flaw.ANOTHER_MESSAGE);
    }
    byte[] shorter = Arrays.copyOf(OWNER.sign(PREPARED), 133 + 63);
    assertThat(flaw(shorter)).contains(Flaw.ANOTHER_MESSAGE);
    assertThat(flaw(OWNER.sign(transaction(3, 7)))).contains(Flaw.ANOTHER_MESSAGE);
  }

  @Test
  void aSignatureOfAnotherKeyOrOfOtherBytesIsNoticed() {
    assertThat(flaw(new Owner().sign(PREPARED))).contains(Flaw.WRONG_SIGNATURE);
    byte[] changed = OWNER.sign(PREPARED);
    changed[200]++;
    assertThat(flaw(changed)).contains(Flaw.WRONG_SIGNATURE);
    byte[] noPoint = PREPARED.clone();
    Arrays.fill(noPoint, OWNERS_KEY, OWNERS_KEY + 32, (byte) 0xff);
    noPoint[65] = 1;
    assertThat(BurnTransactions.flaw(base64(noPoint), base64(noPoint)))
        .contains(Flaw.WRONG_SIGNATURE);
  }

  /** A wallet adds its guards; an earlier transaction has another blockhash. */
  @Test
  void theRestIsForTheMintingServiceToCompare() {
    byte[] another = PREPARED.clone();
    another[200]++;
    assertThat(flaw(OWNER.sign(another))).isEmpty();
    assertThat(flaw(OWNER.sign(Arrays.copyOf(PREPARED, PREPARED.length + 40)))).isEmpty();
  }

  @Test
  void theFeePayersPlaceStaysEmpty() {
    byte[] changed = OWNER.sign(PREPARED);
    changed[1]++;

    assertThat(flaw(changed)).contains(Flaw.FEE_PAYER_SIGNATURE_CHANGED);
  }

  /** Of a release that signed first. */
  @Test
  void aWalletMayHandBackItsOwnSignatureAlone() {
    byte[] prepared = PREPARED.clone();
    Arrays.fill(prepared, 1, 65, (byte) 3);

    assertThat(BurnTransactions.flaw(base64(prepared), base64(OWNER.sign(prepared)))).isEmpty();
    assertThat(BurnTransactions.flaw(base64(prepared), base64(OWNER.sign(PREPARED)))).isEmpty();
  }

  @Test
  void aSignatureIsBase58() {
    assertThat(BurnTransactions.isSignature("5".repeat(88))).isTrue();
    assertThat(BurnTransactions.isSignature("5".repeat(63))).isFalse();
    assertThat(BurnTransactions.isSignature("0".repeat(88))).isFalse();
    assertThat(BurnTransactions.isSignature("")).isFalse();
  }

  @Test
  void aSignatureIsSixtyFourBytesThatAreNotAllZero() {
    assertThat(BurnTransactions.isSignature("z".repeat(64))).isFalse();
    assertThat(BurnTransactions.isSignature("z".repeat(88))).isFalse();
    assertThat(BurnTransactions.isSignature("1".repeat(64))).isFalse();
    assertThat(BurnTransactions.isSignature("1".repeat(63) + "2")).isTrue();
    assertThat(BurnTransactions.isSignature("1".repeat(64) + "2")).isFalse();
    assertThat(BurnTransactions.isSignature("5".repeat(89))).isFalse();
  }

  private static Optional<Flaw> flaw(byte[] signed) {
    return BurnTransactions.flaw(base64(PREPARED), base64(signed));
  }

  private static byte[] transaction(int signatures, int message) {
    byte[] bytes = new byte[1 + signatures * 64 + 200];
    Arrays.fill(bytes, 1 + signatures * 64, bytes.length, (byte) message);
    bytes[0] = (byte) signatures;
    System.arraycopy(OWNER.key(), 0, bytes, OWNERS_KEY, 32);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
