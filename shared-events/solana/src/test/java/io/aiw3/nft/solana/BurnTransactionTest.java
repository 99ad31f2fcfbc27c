package io.aiw3.nft.solana;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.solana.BurnTransaction.Refusal;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.utils.Base58;

class BurnTransactionTest {
  private static final byte[] PAYER = seed(1);
  private static final byte[] OWNER = seed(2);
  private static final PublicKey OWNER_KEY = new PublicKey(Ed25519.publicKey(OWNER));
  private static final Optional<ComputeBudget> BUDGET =
      Optional.of(new ComputeBudget(30_000, 1_000));
  private static final int LENGTH = 400;
  private static final byte[] MESSAGE = message(3);
  private static final byte[] PREPARED =
      BurnTransaction.prepared(Ed25519.sign(PAYER, MESSAGE), MESSAGE);

  @Test
  void takesThePreparedTransactionWithTheOwnersSignature() {
    assertThat(BurnTransaction.check(PREPARED, signed(PREPARED, OWNER), OWNER_KEY)).isEmpty();
  }

  @Test
  void takesTheOwnersSignatureAlone() {
    // Given: a wallet that drops the signature that it did not make
    byte[] returned = signed(PREPARED, OWNER);
    byte[] full = returned.clone();
    Arrays.fill(returned, 1, 65, (byte) 0);
    // Then: ours is known
    assertThat(BurnTransaction.check(PREPARED, returned, OWNER_KEY)).isEmpty();
    assertThat(BurnTransaction.complete(PREPARED, returned)).isEqualTo(full);
  }

  @Test
  void leavesTheAccountOpenThatTheOwnerMayNotClose() {
    byte[] open =
        BurnTransaction.message(
            new PublicKey(Ed25519.publicKey(PAYER)),
            OWNER_KEY,
            new PublicKey(seed(3)),
            new PublicKey(seed(5)),
            false,
            BUDGET,
            Base58.encode(seed(6)));
    assertThat(open.length).isLessThan(MESSAGE.length);
  }

  @Test
  void refusesAMissingSignature() {
    assertThat(BurnTransaction.check(PREPARED, PREPARED, OWNER_KEY))
        .contains(Refusal.OWNER_SIGNATURE_MISSING);
  }

  @Test
  void refusesTheSignatureOfSomebodyElse() {
    assertThat(BurnTransaction.check(PREPARED, signed(PREPARED, seed(7)), OWNER_KEY))
        .contains(Refusal.OWNER_SIGNATURE_INVALID);
  }

  @Test
  void refusesAnotherBurnHoweverWellSigned() {
    // Given
    byte[] other = message(4);
    byte[] foreign = signed(BurnTransaction.prepared(Ed25519.sign(PAYER, other), other), OWNER);
    // Then
    assertThat(BurnTransaction.check(PREPARED, foreign, OWNER_KEY))
        .contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
  }

  @Test
  void refusesAChangedFeePayerSignature() {
    byte[] returned = signed(PREPARED, OWNER);
    returned[1] ^= 1;
    assertThat(BurnTransaction.check(PREPARED, returned, OWNER_KEY))
        .contains(Refusal.FEE_PAYER_SIGNATURE_CHANGED);
  }

  @Property(tries = 400)
  void refusesAnyChangedByte(
      @ForAll @IntRange(max = LENGTH - 1) int position,
      @ForAll @IntRange(min = 1, max = 255) int mask) {
    byte[] returned = signed(PREPARED, OWNER);
    returned[position] ^= (byte) mask;
    assertThat(BurnTransaction.check(PREPARED, returned, OWNER_KEY)).isPresent();
  }

  @Property(tries = 200)
  void refusesAnyOtherLength(@ForAll @IntRange(max = 1232) int length) {
    byte[] returned = Arrays.copyOf(signed(PREPARED, OWNER), length);
    assertThat(BurnTransaction.check(PREPARED, returned, OWNER_KEY).isEmpty())
        .isEqualTo(length == LENGTH);
  }

  private static byte[] signed(byte[] transaction, byte[] seed) {
    byte[] copy = transaction.clone();
    byte[] signature = Ed25519.sign(seed, WireTransaction.message(transaction));
    System.arraycopy(signature, 0, copy, 1 + 64, 64);
    return copy;
  }

  private static byte[] message(int mint) {
    return BurnTransaction.message(
        new PublicKey(Ed25519.publicKey(PAYER)),
        OWNER_KEY,
        new PublicKey(seed(mint)),
        new PublicKey(seed(5)),
        true,
        BUDGET,
        Base58.encode(seed(6)));
  }

  private static byte[] seed(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
