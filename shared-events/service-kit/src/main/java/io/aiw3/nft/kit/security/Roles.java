package io.aiw3.nft.kit.security;

/** The roles that a token's {@code groups} may hold. */
public final class Roles {
  public static final String USER = "user";
  public static final String SERVICE = "service";
  public static final String ADMIN = "admin";
  public static final String COMPETITION_MANAGER = "competition_manager";

  private Roles() {}
}
