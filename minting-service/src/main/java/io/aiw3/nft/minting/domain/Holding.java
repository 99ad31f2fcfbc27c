package io.aiw3.nft.minting.domain;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import java.util.List;

/**
 * Who holds an NFT, and what has happened to it. Held by its user is a token in any token account
 * of the wallet that is linked to them now, delegated, frozen or not.
 */
public sealed interface Holding {
  /** What has happened to an NFT of this status; nothing follows a burn. */
  Change change(NftStatus status);

  /** The supply is 0. */
  record Burned() implements Holding {
    @Override
    public Change change(NftStatus status) {
      return status == NftStatus.BURNED ? Change.NONE : Change.BURN;
    }
  }

  /** In the wallet of the user whose NFT it is. */
  record WithItsUser() implements Holding {
    @Override
    public Change change(NftStatus status) {
      return status == NftStatus.INACTIVE ? Change.RETURN : Change.NONE;
    }
  }

  /** In the wallet of another user. */
  record WithUser(UserId user) implements Holding {
    @Override
    public Change change(NftStatus status) {
      return status == NftStatus.BURNED ? Change.NONE : Change.PASS;
    }
  }

  /** In a wallet that is linked to no user. */
  record WithStranger() implements Holding {
    @Override
    public Change change(NftStatus status) {
      return status == NftStatus.BURNED || status == NftStatus.INACTIVE
          ? Change.NONE
          : Change.LEAVE;
    }
  }

  /**
   * The user whose NFT it is.
   *
   * @param wallet linked to them now; before the platform has named any, the one minted into; null
   *     after it has named none
   */
  record Owner(UserId user, String wallet) {}

  /**
   * A token in this wallet.
   *
   * @param linked the users that have this wallet, the newest link first
   */
  static Holding inWallet(String wallet, Owner owner, List<UserId> linked) {
    if (wallet.equals(owner.wallet())) {
      return new WithItsUser();
    }
    return linked.stream()
        .filter(user -> !user.equals(owner.user()))
        .findFirst()
        .<Holding>map(WithUser::new)
        .orElseGet(WithStranger::new);
  }

  /** A change of status, or of the user. */
  enum Change {
    NONE("none"),
    LEAVE("leave"),
    RETURN("return"),
    PASS("pass"),
    BURN("burn");

    private final String wireName;

    Change(String wireName) {
      this.wireName = wireName;
    }

    /** The name in metrics. */
    public String wireName() {
      return wireName;
    }
  }
}
