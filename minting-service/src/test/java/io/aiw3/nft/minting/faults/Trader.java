package io.aiw3.nft.minting.faults;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.SagaProbe;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.utils.TweetNaclFast;

/** A user with a wallet, and the commands that the orchestrator sends for them. */
record Trader(UserId user, Account wallet) {
  private static final int SIGNATURE = 64;

  static Trader create() {
    return new Trader(SagaProbe.newUser(), new Account());
  }

  static List<Trader> create(int count) {
    return Stream.generate(Trader::create).limit(count).toList();
  }

  static String newSaga() {
    return UUID.randomUUID().toString();
  }

  String address() {
    return wallet.getPublicKeyBase58();
  }

  /** The first tier, under a saga of its own. */
  MintNft claim() {
    return new MintNft(newSaga(), user, OperationKind.CLAIM, address(), 1, 0, null);
  }

  /** The second tier for the burned first one. */
  MintNft upgrade(String sagaId, String oldMint) {
    return new MintNft(sagaId, user, OperationKind.UPGRADE, address(), 2, 1, oldMint);
  }

  PrepareBurn prepare(String sagaId, String mint, int attempt) {
    return new PrepareBurn(sagaId, user, address(), mint, attempt);
  }

  /** Hands the prepared burn in, signed by this wallet. */
  SubmitBurn submit(BurnPrepared prepared) {
    return submit(prepared, sign(prepared));
  }

  SubmitBurn submit(BurnPrepared prepared, byte[] transaction) {
    return new SubmitBurn(
        prepared.sagaId(),
        user,
        prepared.attempt(),
        Base64.getEncoder().encodeToString(transaction),
        null);
  }

  /** Submits the signature alone, of what the wallet has sent itself. */
  SubmitBurn reportSent(BurnPrepared prepared, String signature) {
    return new SubmitBurn(prepared.sagaId(), user, prepared.attempt(), null, signature);
  }

  /** The prepared transaction with the owner's signature in the second place. */
  byte[] sign(BurnPrepared prepared) {
    byte[] transaction = Base64.getDecoder().decode(prepared.transaction());
    int start = 1 + 2 * SIGNATURE;
    byte[] message = Arrays.copyOfRange(transaction, start, transaction.length);
    byte[] signature =
        new TweetNaclFast.Signature(new byte[0], wallet.getSecretKey()).detached(message);
    System.arraycopy(signature, 0, transaction, 1 + SIGNATURE, SIGNATURE);
    return transaction;
  }
}
