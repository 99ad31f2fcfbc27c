package io.aiw3.nft.minting;

import io.aiw3.nft.solana.Addresses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.Transaction;
import org.p2p.solanaj.core.TransactionInstruction;
import org.p2p.solanaj.programs.AssociatedTokenProgram;
import org.p2p.solanaj.programs.SystemProgram;
import org.p2p.solanaj.programs.TokenProgram;
import org.p2p.solanaj.utils.Base58;
import org.p2p.solanaj.utils.TweetNaclFast;

/** What an owner does with an NFT without us; the wallet pays for it. */
public record TraderWallet(Account account, ChainProbe chain) {
  private static final long FUNDS = 1_000_000_000;
  private static final PublicKey INSTRUCTIONS =
      new PublicKey("Sysvar1nstructions1111111111111111111111111");

  /** An optional account of a Metaplex instruction that is not given. */
  private static final AccountMeta LEFT_OUT =
      new AccountMeta(Addresses.METADATA_PROGRAM, false, false);

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

  /** Moves it to another account of the same wallet, and closes the first. */
  public void moveWithin(String mintAddress) {
    PublicKey mint = Addresses.require(mintAddress);
    PublicKey owner = account.getPublicKey();
    Account other = new Account();
    send(
        List.of(account, other),
        SystemProgram.createAccount(
            owner, other.getPublicKey(), chain.rent(165), 165, TokenProgram.PROGRAM_ID),
        TokenProgram.initializeAccount(other.getPublicKey(), mint, owner),
        TokenProgram.transfer(tokenAccount(owner, mint), other.getPublicKey(), 1, owner),
        TokenProgram.closeAccount(tokenAccount(owner, mint), owner, owner));
  }

  /** Somebody else may close the account from now on. */
  public void giveCloseAuthority(String mintAddress, PublicKey to) {
    PublicKey mint = Addresses.require(mintAddress);
    ByteBuffer data = ByteBuffer.allocate(35).put((byte) 6).put((byte) 3).put((byte) 1);
    send(
        new TransactionInstruction(
            TokenProgram.PROGRAM_ID,
            List.of(
                new AccountMeta(tokenAccount(account.getPublicKey(), mint), false, true),
                new AccountMeta(account.getPublicKey(), true, false)),
            data.put(to.toByteArray()).array()));
  }

  /** Somebody else may move the token from now on. */
  public void delegate(String mintAddress, PublicKey to) {
    PublicKey mint = Addresses.require(mintAddress);
    send(
        new TransactionInstruction(
            TokenProgram.PROGRAM_ID,
            List.of(
                new AccountMeta(tokenAccount(account.getPublicKey(), mint), false, true),
                new AccountMeta(to, false, false),
                new AccountMeta(account.getPublicKey(), true, false)),
            new byte[] {4, 1, 0, 0, 0, 0, 0, 0, 0}));
  }

  /** Pays this price for a transaction that writes to the account and gives it nothing. */
  public void payFor(PublicKey writable, long microLamports) {
    ByteBuffer limit = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer price = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
    send(
        computeBudget(limit.put((byte) 2).putInt(1_000)),
        computeBudget(price.put((byte) 3).putLong(microLamports)),
        SystemProgram.transfer(account.getPublicKey(), writable, 0));
  }

  private static TransactionInstruction computeBudget(ByteBuffer data) {
    return new TransactionInstruction(Addresses.COMPUTE_BUDGET_PROGRAM, List.of(), data.array());
  }

  /** Cheap transactions that mention the address and do nothing with it. */
  public void mention(String address, int times) {
    for (int i = 1; i <= times; i++) {
      ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(2).putLong(i);
      send(
          new TransactionInstruction(
              SystemProgram.PROGRAM_ID,
              List.of(
                  new AccountMeta(account.getPublicKey(), true, true),
                  new AccountMeta(account.getPublicKey(), false, true),
                  new AccountMeta(Addresses.require(address), false, false)),
              data.array()));
    }
  }

  /** A burn as a transaction of version 1. */
  public String burnVersion1(String mintAddress) {
    PublicKey mint = Addresses.require(mintAddress);
    PublicKey owner = account.getPublicKey();
    List<PublicKey> keys = List.of(owner, tokenAccount(owner, mint), mint, TokenProgram.PROGRAM_ID);
    ByteBuffer message = ByteBuffer.allocate(1 + 3 + 4 + 32 + 2 + 32 * 4 + 4 + 3 + 9);
    message.put(new byte[] {(byte) 129, 1, 0, 1, 0, 0, 0, 0});
    message.put(Base58.decode(chain.latestBlockhash()));
    message.put(new byte[] {1, 4});
    keys.forEach(key -> message.put(key.toByteArray()));
    message.put(new byte[] {3, 3, 9, 0});
    message.put(new byte[] {1, 2, 0, 8, 1, 0, 0, 0, 0, 0, 0, 0});
    byte[] signature =
        new TweetNaclFast.Signature(new byte[0], account.getSecretKey()).detached(message.array());
    return chain.send(
        ByteBuffer.allocate(message.capacity() + signature.length)
            .put(message.array())
            .put(signature)
            .array());
  }

  /** Burns it by Metaplex' burnV1, as wallets do: metadata and edition go with it. */
  public String burnV1(String mintAddress) {
    PublicKey mint = Addresses.require(mintAddress);
    PublicKey owner = account.getPublicKey();
    return send(
        metaplex(
            new byte[] {41, 0, 1, 0, 0, 0, 0, 0, 0, 0},
            new AccountMeta(owner, true, true),
            LEFT_OUT,
            new AccountMeta(Addresses.metadata(mint), false, true),
            new AccountMeta(Addresses.edition(mint), false, true),
            new AccountMeta(mint, false, true),
            new AccountMeta(tokenAccount(owner, mint), false, true),
            LEFT_OUT,
            LEFT_OUT,
            LEFT_OUT,
            LEFT_OUT,
            LEFT_OUT,
            new AccountMeta(Addresses.SYSTEM_PROGRAM, false, false),
            new AccountMeta(INSTRUCTIONS, false, false),
            new AccountMeta(Addresses.TOKEN_PROGRAM, false, false)));
  }

  /** Transfers it by Metaplex' transferV1, which makes the other's token account. */
  public String transferV1(String mintAddress, PublicKey to) {
    PublicKey mint = Addresses.require(mintAddress);
    PublicKey owner = account.getPublicKey();
    return send(
        metaplex(
            new byte[] {49, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
            new AccountMeta(tokenAccount(owner, mint), false, true),
            new AccountMeta(owner, false, false),
            new AccountMeta(tokenAccount(to, mint), false, true),
            new AccountMeta(to, false, false),
            new AccountMeta(mint, false, false),
            new AccountMeta(Addresses.metadata(mint), false, true),
            new AccountMeta(Addresses.edition(mint), false, false),
            LEFT_OUT,
            LEFT_OUT,
            new AccountMeta(owner, true, true),
            new AccountMeta(owner, true, true),
            new AccountMeta(Addresses.SYSTEM_PROGRAM, false, false),
            new AccountMeta(INSTRUCTIONS, false, false),
            new AccountMeta(Addresses.TOKEN_PROGRAM, false, false),
            new AccountMeta(Addresses.ATA_PROGRAM, false, false),
            LEFT_OUT,
            LEFT_OUT));
  }

  private static TransactionInstruction metaplex(byte[] data, AccountMeta... accounts) {
    return new TransactionInstruction(Addresses.METADATA_PROGRAM, List.of(accounts), data);
  }

  private static PublicKey tokenAccount(PublicKey owner, PublicKey mint) {
    return Addresses.tokenAccount(owner, mint);
  }

  private String send(TransactionInstruction... instructions) {
    return send(List.of(account), instructions);
  }

  private String send(List<Account> signers, TransactionInstruction... instructions) {
    Transaction transaction = new Transaction();
    List.of(instructions).forEach(transaction::addInstruction);
    transaction.setRecentBlockHash(chain.latestBlockhash());
    transaction.sign(signers);
    return chain.send(transaction.serialize());
  }
}
