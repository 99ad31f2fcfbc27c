package io.aiw3.nft.qualification.status;

import io.aiw3.nft.qualification.persistence.AdminUsers.LinkedWallet;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the qualification service knows of a user, for administrators. */
public record AccountView(
    StandingView standing,
    @Schema(description = "Wallets that the user has or had, newest first; at most 100")
        List<LinkedWallet> wallets,
    @Schema(description = "The newest 50 things that happened to the user") HistoryView history) {
  public AccountView {
    wallets = List.copyOf(wallets);
  }
}
