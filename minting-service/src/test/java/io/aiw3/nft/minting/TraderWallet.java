package io.aiw3.nft.minting;

import io.aiw3.nft.minting.chain.Addresses;
import java.util.List;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.Transaction;
import org.p2p.solanaj.core.TransactionInstruction;
import org.p2p.solanaj.programs.AssociatedTokenProgram;
import org.p2p.solanaj.programs.TokenProgram;

/** What an owner does with an NFT without us; the wallet pays for it. */
public record TraderWallet(Account account, ChainProbe chain) {
  private static final long FUNDS = 1_000_000_000;

  public static TraderWallet funded(ChainProbe chain) {
    Account account = new Account();
    chain.airdrop(account.getPublicKey(), FUNDS);
    return new TraderWallet(account, chain);
  }

  public String address() {
    return account.getPublicKeyBase58();
  }

  public String burn(String mintAddress) {
    PublicKey mint = Addresses.require(mintAddress);
    return send(
        new TransactionInstruction(
            TokenProgram.PROGRAM_ID,
            List.of(
                new AccountMeta(tokenAccount(account.getPublicKey(), mint), false, true),
                new AccountMeta(mint, false, true),
                new AccountMeta(account.getPublicKey(), true, false)),
            new byte[] {8, 1, 0, 0, 0, 0, 0, 0, 0}));
  }

  public String transfer(String mintAddress, PublicKey to) {
    PublicKey mint = Addresses.require(mintAddress);
    return send(
        AssociatedTokenProgram.createIdempotent(account.getPublicKey(), to, mint),
        TokenProgram.transfer(
            tokenAccount(account.getPublicKey(), mint),
            tokenAccount(to, mint),
            1,
            account.getPublicKey()));
  }

  private static PublicKey tokenAccount(PublicKey owner, PublicKey mint) {
    return Addresses.tokenAccount(owner, mint);
  }

  private String send(TransactionInstruction... instructions) {
    Transaction transaction = new Transaction();
    List.of(instructions).forEach(transaction::addInstruction);
    transaction.setRecentBlockHash(chain.latestBlockhash());
    transaction.sign(account);
    return chain.send(transaction.serialize());
  }
}
