package io.aiw3.nft.minting.faults;

import io.aiw3.nft.minting.ChainProbe;
import java.util.List;
import org.awaitility.Awaitility;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.Transaction;
import org.p2p.solanaj.programs.SystemProgram;

/**
 * Somebody with the system wallet's key takes its lamports, and pays the fee of it, so that what
 * they give back makes the wallet whole again.
 */
record Drain(ChainProbe chain, Account wallet, Account thief) {
  private static final long FEES = 1_000_000_000;

  static Drain of(OwnService service) {
    Account thief = new Account();
    service.chain().airdrop(thief.getPublicKey(), FEES);
    return new Drain(service.chain(), service.wallet(), thief);
  }

  /**
   * Leaves so many lamports in the wallet.
   *
   * @return what was taken
   */
  long leave(long lamports) {
    long taken = chain.balance(wallet.getPublicKey()) - lamports;
    move(wallet, thief, taken);
    Awaitility.await().until(() -> chain.balance(wallet.getPublicKey()) == lamports);
    return taken;
  }

  void giveBack(long lamports) {
    long before = chain.balance(wallet.getPublicKey());
    move(thief, wallet, lamports);
    Awaitility.await().until(() -> chain.balance(wallet.getPublicKey()) > before);
  }

  private void move(Account from, Account to, long lamports) {
    Transaction transaction = new Transaction();
    transaction.addInstruction(
        SystemProgram.transfer(from.getPublicKey(), to.getPublicKey(), lamports));
    transaction.setRecentBlockHash(chain.latestBlockhash());
    transaction.sign(from == thief ? List.of(thief) : List.of(thief, from));
    chain.send(transaction.serialize());
  }
}
