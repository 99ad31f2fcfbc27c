package io.aiw3.nft.infrastructure;

import java.util.List;
import java.util.Map;

/**
 * The schemas, one per service. Each has an owner, who changes the schema and touches no other, and
 * a user of the service, who reads and writes its rows and no more ({@code schema-users.sql}).
 */
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

  /** Name of the schema and of its owner. */
  public String user() {
    return name;
  }

  /** Loopback only, data that may be lost: the password is no secret. */
  public String password() {
    return user() + "-local";
  }

  /** Who runs the service: no statement of it changes the schema. */
  public String serviceUser() {
    return name + "-service";
  }

  public String servicePassword() {
    return serviceUser() + "-local";
  }

  /**
   * The statements that create both users, one a line.
   *
   * @param database the schema's name on this server, as a grant names it
   */
  public List<String> users(String database) {
    return SchemaUsers.statements(
        Map.of(
            "database", database,
            "owner", user(),
            "owner_password", password(),
            "service", serviceUser(),
            "service_password", servicePassword()));
  }
}
