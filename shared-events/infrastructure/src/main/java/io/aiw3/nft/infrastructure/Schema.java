package io.aiw3.nft.infrastructure;

import java.util.Locale;

/** The schemas, one per service, each with one user that may touch nothing else. */
public enum Schema {
  QUALIFICATION,
  BADGE,
  MINTING,
  UPGRADE;

  public static Schema of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Name of the schema and of its user. */
  public String user() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Loopback only, data that may be lost: the password is no secret. */
  public String password() {
    return user() + "-local";
  }
}
