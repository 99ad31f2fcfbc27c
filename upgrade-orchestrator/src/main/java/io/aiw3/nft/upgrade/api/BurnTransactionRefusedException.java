package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.upgrade.domain.BurnTransactions.Flaw;
import java.util.Map;

/** What was handed in is not the prepared transaction with the owner's signature. */
class BurnTransactionRefusedException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final Flaw flaw;

  BurnTransactionRefusedException(Flaw flaw) {
    super(ErrorCode.BURN_TRANSACTION_REFUSED, sentence(flaw));
    this.flaw = flaw;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("reason", flaw.wireName());
  }

  private static String sentence(Flaw flaw) {
    return switch (flaw) {
      case NOT_BASE64 -> "The transaction is not base64.";
      case TOO_LARGE -> "The transaction is larger than 1232 bytes.";
      case NOT_A_TRANSACTION -> "This is not a Solana transaction.";
      case ANOTHER_MESSAGE -> "This is not the transaction that was prepared.";
      case FEE_PAYER_SIGNATURE_CHANGED -> "The fee payer's signature was changed.";
      case NOT_SIGNED -> "The owner's signature is missing.";
      case WRONG_SIGNATURE ->
          "The signature is not that of the owner's wallet for this transaction.";
    };
  }
}
