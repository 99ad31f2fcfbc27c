package io.aiw3.nft.solana;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.solana.BurnTransaction.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;
import org.p2p.solanaj.utils.Base58;

/** What comes back from a wallet that signs first, and what is signed by us after it. */
class OfferedBurnTest {
  private static final byte[] PAYER = seed(1);
  private static final byte[] OWNER = seed(2);
  private static final PublicKey PAYER_KEY = new PublicKey(Ed25519.publicKey(PAYER));
  private static final PublicKey OWNER_KEY = new PublicKey(Ed25519.publicKey(OWNER));
  private static final PublicKey MINT = new PublicKey(seed(3));
  private static final PublicKey TOKEN_ACCOUNT = new PublicKey(seed(5));
  private static final ComputeBudget BUDGET = new ComputeBudget(60_000, 1_000);
  private static final byte[] OFFERED = OfferedBurn.transaction(message(burn(), 6));

  @Test
  void nobodyHasSignedWhatIsOffered() {
    assertThat(Arrays.copyOfRange(OFFERED, 1, 129)).containsOnly(0);
  }

  @Test
  void takesTheOfferWithTheOwnersSignatureAndAddsOurs() {
    // Given
    byte[] returned = signed(OFFERED, OWNER);
    byte[] ours = Ed25519.sign(PAYER, WireTransaction.message(returned));
    // When
    byte[] complete = OfferedBurn.complete(ours, returned);
    // Then
    assertThat(check(returned)).isEmpty();
    assertThat(WireTransaction.signature(complete, 0)).isEqualTo(ours);
    assertThat(Arrays.copyOfRange(complete, 65, complete.length))
        .isEqualTo(Arrays.copyOfRange(returned, 65, returned.length));
  }

  @Test
  void refusesWhatTheOwnerHasNotSigned() {
    assertThat(check(OFFERED)).contains(Refusal.OWNER_SIGNATURE_MISSING);
    assertThat(check(signed(OFFERED, seed(7)))).contains(Refusal.OWNER_SIGNATURE_INVALID);
  }

  @Test
  void refusesAnythingInOurPlace() {
    byte[] returned = signed(OFFERED, OWNER);
    returned[1] = 1;
    assertThat(check(returned)).contains(Refusal.FEE_PAYER_SIGNATURE_CHANGED);
  }

  @Property(tries = 400)
  void refusesAnyChangedByte(
      @ForAll @IntRange(max = 399) int position, @ForAll @IntRange(min = 1, max = 255) int mask) {
    byte[] returned = signed(OFFERED, OWNER);
    returned[position % returned.length] ^= (byte) mask;
    assertThat(check(returned)).isPresent();
  }

  /** Signed by its owner all the same: whatever the bytes are, they are not what was offered. */
  @Property(tries = 400)
  void refusesAnyChangedByteOfTheMessageHoweverWellSigned(
      @ForAll @IntRange(max = 270) int position, @ForAll @IntRange(min = 1, max = 255) int mask) {
    byte[] changed = OFFERED.clone();
    changed[129 + position % (changed.length - 129)] ^= (byte) mask;
    assertThat(check(signed(changed, OWNER))).contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
  }

  @Property(tries = 100)
  void refusesAnyOtherLength(@ForAll @IntRange(max = 1232) int length) {
    byte[] returned = Arrays.copyOf(signed(OFFERED, OWNER), length);
    assertThat(check(returned).isEmpty()).isEqualTo(length == OFFERED.length);
  }

  /** As Phantom does it: three before the burn, about the fee payer too, and one after it. */
  @Test
  void takesTheAssertionsThatAWalletAdds() {
    // Given
    List<TransactionInstruction> guarded = new ArrayList<>(burn());
    guarded.add(0, guard(5, PAYER_KEY));
    guarded.add(1, guard(9, TOKEN_ACCOUNT));
    guarded.add(2, guard(5, OWNER_KEY));
    guarded.add(guard(2, new PublicKey(seed(9))));
    // Then
    assertThat(check(ownerSigned(guarded, 6))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 18, 255})
  void refusesWhatWritesOrIsNotKnownToAssert(int discriminator) {
    assertThat(check(ownerSigned(with(guard(discriminator, TOKEN_ACCOUNT)), 6)))
        .contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
  }

  @Test
  void refusesAGuardThatCouldUseTheFeePayersSignature() {
    assertThat(check(ownerSigned(with(guard(5, PAYER_KEY, Addresses.SYSTEM_PROGRAM)), 6)))
        .contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
  }

  @Test
  void refusesEveryOtherInstruction() {
    // Given
    TransactionInstruction theft =
        TokenInstructions.createMintAccount(PAYER_KEY, MINT, 1_000_000_000);
    TransactionInstruction price =
        TokenInstructions.computeBudget(Optional.of(new ComputeBudget(1, 1))).get(1);
    TransactionInstruction empty =
        new TransactionInstruction(WalletGuards.LIGHTHOUSE, List.of(), new byte[0]);
    TransactionInstruction writes =
        new TransactionInstruction(
            WalletGuards.LIGHTHOUSE,
            List.of(new AccountMeta(new PublicKey(seed(9)), false, true)),
            new byte[] {5});
    TransactionInstruction third =
        new TransactionInstruction(
            WalletGuards.LIGHTHOUSE,
            List.of(new AccountMeta(new PublicKey(seed(9)), true, false)),
            new byte[] {5});
    // Then
    for (TransactionInstruction more : List.of(theft, price, empty, writes, third)) {
      assertThat(check(ownerSigned(with(more), 6))).contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
    }
    List<TransactionInstruction> twice = new ArrayList<>(burn());
    twice.addAll(burn());
    assertThat(check(ownerSigned(twice, 6))).contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
    assertThat(check(ownerSigned(burn().subList(0, 3), 6)))
        .contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
    assertThat(check(ownerSigned(List.of(burn().get(3), burn().get(2)), 6)))
        .contains(Refusal.NOT_THE_PREPARED_TRANSACTION);
  }

  @Test
  void knowsAnEarlierOfferByItsBlockhash() {
    assertThat(OfferedBurn.isOfAnotherBlockhash(OFFERED, ownerSigned(burn(), 7))).isTrue();
    assertThat(OfferedBurn.isOfAnotherBlockhash(OFFERED, ownerSigned(with(guard(5, PAYER_KEY)), 7)))
        .isTrue();
    assertThat(OfferedBurn.isOfAnotherBlockhash(OFFERED, ownerSigned(burn(), 6))).isFalse();
    assertThat(OfferedBurn.isOfAnotherBlockhash(OFFERED, ownerSigned(burn().subList(0, 3), 7)))
        .isFalse();
    assertThat(OfferedBurn.isOfAnotherBlockhash(OFFERED, new byte[200])).isFalse();
  }

  @Test
  void distinguishesAGuardsFailureFromTheBurns() {
    byte[] transaction = ownerSigned(with(guard(5, PAYER_KEY)), 6);
    assertThat(OfferedBurn.failedByAGuard(transaction, "InstructionError:4:Custom:6400")).isTrue();
    assertThat(OfferedBurn.failedByAGuard(transaction, "InstructionError:2:Custom:17")).isFalse();
    assertThat(OfferedBurn.failedByAGuard(transaction, "InstructionError:9:Custom:17")).isFalse();
    assertThat(OfferedBurn.failedByAGuard(transaction, "BlockhashNotFound")).isFalse();
    assertThat(OfferedBurn.failedByAGuard(transaction, "")).isFalse();
  }

  @Test
  void knowsWhatItCosts() {
    assertThat(OfferedBurn.budget(OFFERED)).isEqualTo(BUDGET);
    assertThat(OfferedBurn.budget(ownerSigned(burn().subList(2, 4), 6)))
        .isEqualTo(new ComputeBudget(0, 0));
  }

  @Test
  void knowsWhoPays() {
    assertThat(OfferedBurn.feePayer(OFFERED)).isEqualTo(PAYER_KEY);
  }

  @Test
  void namesATransactionByItsMessage() {
    assertThat(OfferedBurn.name(OFFERED)).isEqualTo(OfferedBurn.name(signed(OFFERED, OWNER)));
    assertThat(Base58.decode(OfferedBurn.name(OFFERED))).hasSize(32);
  }

  private static Optional<Refusal> check(byte[] returned) {
    return OfferedBurn.check(OFFERED, returned);
  }

  private static TransactionInstruction guard(int discriminator, PublicKey... accounts) {
    return new TransactionInstruction(
        WalletGuards.LIGHTHOUSE,
        Arrays.stream(accounts).map(a -> new AccountMeta(a, false, false)).toList(),
        new byte[] {(byte) discriminator, 1, 2, 3});
  }

  private static List<TransactionInstruction> with(TransactionInstruction more) {
    List<TransactionInstruction> all = new ArrayList<>(burn());
    all.add(more);
    return all;
  }

  private static List<TransactionInstruction> burn() {
    List<TransactionInstruction> burn =
        new ArrayList<>(TokenInstructions.computeBudget(Optional.of(BUDGET)));
    burn.add(TokenInstructions.burnOne(TOKEN_ACCOUNT, MINT, OWNER_KEY));
    burn.add(TokenInstructions.closeAccount(TOKEN_ACCOUNT, PAYER_KEY, OWNER_KEY));
    return burn;
  }

  private static byte[] ownerSigned(List<TransactionInstruction> instructions, int blockhash) {
    return signed(OfferedBurn.transaction(message(instructions, blockhash)), OWNER);
  }

  private static byte[] message(List<TransactionInstruction> instructions, int blockhash) {
    return TransactionMessage.compile(PAYER_KEY, Base58.encode(seed(blockhash)), instructions);
  }

  private static byte[] signed(byte[] transaction, byte[] seed) {
    byte[] copy = transaction.clone();
    byte[] signature = Ed25519.sign(seed, WireTransaction.message(transaction));
    System.arraycopy(signature, 0, copy, 1 + 64, 64);
    return copy;
  }

  private static byte[] seed(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
