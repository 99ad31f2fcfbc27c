package io.aiw3.nft.solana;

import io.aiw3.nft.solana.LegacyMessage.Instruction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2p.solanaj.core.PublicKey;

/**
 * Instructions that a wallet adds to protect its owner: assertions of the Lighthouse program, which
 * read accounts and change nothing ({@code adr/0006-the-owner-signs-first.md}). Phantom adds up to
 * four, at any position, some of them about the fee payer; Solflare two.
 */
final class WalletGuards {
  static final PublicKey LIGHTHOUSE = new PublicKey("L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95");

  private static final int MOST = 8;

  /** MemoryWrite and MemoryClose, the two that write, are 0 and 1. */
  private static final int FIRST_ASSERTION = 2;

  private static final int LAST_ASSERTION = 17;
  private static final Pattern INSTRUCTION_ERROR = Pattern.compile("InstructionError:(\\d+):.*");

  private WalletGuards() {}

  /**
   * Whether a message is the prepared one with nothing but assertions added.
   *
   * @param returned of the same blockhash
   */
  static boolean areAllThatWasAdded(LegacyMessage prepared, LegacyMessage returned) {
    List<Instruction> ours =
        returned.instructions().stream().filter(i -> !i.program().equals(LIGHTHOUSE)).toList();
    List<Instruction> guards =
        returned.instructions().stream().filter(i -> i.program().equals(LIGHTHOUSE)).toList();
    return sameSigners(prepared, returned)
        && same(prepared.instructions(), ours)
        && guards.size() <= MOST
        && guards.stream().allMatch(guard -> isAssertion(guard, prepared.keys().get(0).address()))
        && writesNothingElse(prepared, returned);
  }

  private static boolean sameSigners(LegacyMessage prepared, LegacyMessage returned) {
    int signers = prepared.signers();
    return returned.signers() == signers
        && returned.keys().subList(0, signers).equals(prepared.keys().subList(0, signers));
  }

  private static boolean same(List<Instruction> prepared, List<Instruction> returned) {
    if (prepared.size() != returned.size()) {
      return false;
    }
    for (int i = 0; i < prepared.size(); i++) {
      if (!prepared.get(i).isSame(returned.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * One that reads the fee payer reads nothing else: without the System program among its accounts
   * no program can use the fee payer's signature to move lamports, even a future one.
   */
  private static boolean isAssertion(Instruction guard, PublicKey feePayer) {
    boolean readsFeePayer = guard.accounts().stream().anyMatch(k -> k.address().equals(feePayer));
    return guard.data().length > 0
        && guard.data()[0] >= FIRST_ASSERTION
        && guard.data()[0] <= LAST_ASSERTION
        && (!readsFeePayer || guard.accounts().size() == 1);
  }

  private static boolean writesNothingElse(LegacyMessage prepared, LegacyMessage returned) {
    return returned.keys().stream()
        .filter(LegacyMessage.Key::writable)
        .allMatch(prepared.keys()::contains);
  }

  /**
   * Whether a transaction failed by an assertion that a wallet added: it would not necessarily fail
   * again.
   *
   * @param error the runtime's own in one line, as {@code InstructionError:4:Custom:6400}
   */
  static boolean failed(byte[] transaction, String error) {
    Matcher matcher = INSTRUCTION_ERROR.matcher(error);
    if (!matcher.matches() || matcher.group(1).length() > 3) {
      return false;
    }
    int index = Integer.parseInt(matcher.group(1));
    Optional<LegacyMessage> message = LegacyMessage.read(WireTransaction.message(transaction));
    return message
        .filter(m -> index < m.instructions().size())
        .filter(m -> m.instructions().get(index).program().equals(LIGHTHOUSE))
        .isPresent();
  }
}
