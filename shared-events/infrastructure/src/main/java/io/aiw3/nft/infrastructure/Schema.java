package io.aiw3.nft.infrastructure;

/** The schemas, one per service, each with one user that may touch nothing else. */
public enum Schema {
  QUALIFICATION("qualification"),
  BADGE("badge"),
  MINTING("minting"),
  UPGRADE("upgrade");

  private final String name;

  Schema(String name) {
    this.name = name;
  }

  /**
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Schema of(String name) {
    for (Schema schema : values()) {
      if (schema.name.equals(name)) {
        return schema;
      }
    }
    throw new IllegalArgumentException("no schema is named " + name);
  }

  /** Name of the schema and of its user. */
  public String user() {
    return name;
  }

  /** Loopback only, data that may be lost: the password is no secret. */
  public String password() {
    return user() + "-local";
  }
}
