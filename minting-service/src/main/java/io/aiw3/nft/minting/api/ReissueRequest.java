package io.aiw3.nft.minting.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an NFT is issued again. */
public record ReissueRequest(@NotBlank @Size(max = 500) String reason) {}
