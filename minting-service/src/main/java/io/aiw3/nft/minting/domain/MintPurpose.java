package io.aiw3.nft.minting.domain;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.WireName;

/** Why something is minted. */
public enum MintPurpose implements WireName {
  CLAIM("claim"),
  UPGRADE("upgrade"),
  AWARD("award"),
  BADGE("badge");

  private final String column;

  MintPurpose(String column) {
    this.column = column;
  }

  public static MintPurpose of(OperationKind kind) {
    return switch (kind) {
      case CLAIM -> CLAIM;
      case UPGRADE -> UPGRADE;
    };
  }

  /** The name in the table. */
  @Override
  public String wireName() {
    return column;
  }
}
