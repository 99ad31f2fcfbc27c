package io.aiw3.nft.solana;

import java.util.List;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.Message;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;

/**
 * Compiles a legacy message with solanaj without having the payer's secret in hand, as solanaj's
 * Transaction would demand.
 */
final class TransactionMessage extends Message {
  private TransactionMessage(PublicKey payer) {
    byte[] publicHalfOnly = new byte[64];
    System.arraycopy(payer.toByteArray(), 0, publicHalfOnly, 32, 32);
    setFeePayer(new Account(publicHalfOnly));
  }

  /**
   * @param blockhash base58
   * @return the bytes that are signed; signers come first, the payer before all
   */
  static byte[] compile(
      PublicKey payer, String blockhash, List<TransactionInstruction> instructions) {
    TransactionMessage message = new TransactionMessage(payer);
    instructions.forEach(message::addInstruction);
    message.setRecentBlockHash(blockhash);
    return message.serialize();
  }
}
