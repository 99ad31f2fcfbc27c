package io.aiw3.nft.bench.faults.adversary;

/** One that claims, does something odd to the NFT, and upgrades. */
abstract class Upgrader implements Adversary {
  final Arena arena;
  private final String name;
  private String breach = "not tried to its end";

  Upgrader(Arena arena, String name) {
    this.arena = arena;
    this.name = name;
  }

  /**
   * What it does once it holds the NFT.
   *
   * @return empty, or what went wrong
   */
  abstract String attack(Rogue rogue, String mint) throws Exception;

  /** Empty, or how the upgrade ended instead of completing. */
  static String completed(String end) {
    return end.equals("completed") ? "" : "the upgrade is " + end;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int mostMints() {
    return 2;
  }

  @Override
  public final void attack() throws Exception {
    Rogue rogue = Rogue.qualified(arena);
    String claim = rogue.claim();
    rogue.end(claim, rogue.wallet());
    breach = attack(rogue, rogue.mint(claim));
  }

  @Override
  public final String breach() {
    return breach;
  }
}
