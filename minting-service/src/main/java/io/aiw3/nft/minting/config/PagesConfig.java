package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What pages show about the chain and the artwork; nothing here changes what is minted. */
@ConfigMapping(prefix = "aiw3.pages")
public interface PagesConfig {
  /**
   * The cluster that wallets must be on: {@code mainnet-beta}, {@code testnet}, {@code devnet} or
   * {@code localnet}. Without it, what {@code aiw3.solana.genesis-hash} says, else {@code
   * localnet}.
   */
  Optional<@Pattern(regexp = "mainnet-beta|testnet|devnet|localnet") String> cluster();

  /** The node that an explorer in the browser calls on {@code localnet}. */
  Optional<URI> rpcUrl();

  /** The explorer that links lead to; its paths are those of explorer.solana.com. */
  @WithDefault("https://explorer.solana.com")
  URI explorer();

  /** Widths in pixels in which artwork is offered. */
  @WithDefault("160,480,960")
  List<Integer> imageWidths();

  /**
   * The query parameter by which the IPFS gateway scales images, as dedicated gateways of Pinata
   * do; one that cannot ignores it.
   */
  @WithDefault("img-width")
  @Pattern(regexp = "[A-Za-z-]{1,40}")
  String imageWidthParameter();
}
