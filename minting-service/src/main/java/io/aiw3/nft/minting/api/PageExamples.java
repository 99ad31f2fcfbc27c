package io.aiw3.nft.minting.api;

/** Bodies for the API's description, as the service would answer them. */
final class PageExamples {
  static final String ARTWORK =
      """
      {"success": true,
       "data": [
         {"level": 1, "name": "Tech Chicken",
          "description": "Represents Level 1 equity and status within the AIW3 ecosystem.",
          "imageUri": "https://gateway.pinata.cloud/ipfs/QmNjFaN1j3yDVVUPbVyNkMFPUGLpkPvzVJb1AVUSf1pJdP",
          "metadataUri": "https://gateway.pinata.cloud/ipfs/QmZCPbaWqwjEPeCTkHSrpbiFVe1MoGrAdkmGUqFHZGbDVd",
          "images": [
            {"width": 160, "url": "https://gateway.pinata.cloud/ipfs/QmNjFaN1j3yDVVUPbVyNkMFPUGLpkPvzVJb1AVUSf1pJdP?img-width=160"},
            {"width": 480, "url": "https://gateway.pinata.cloud/ipfs/QmNjFaN1j3yDVVUPbVyNkMFPUGLpkPvzVJb1AVUSf1pJdP?img-width=480"}]}],
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  static final String CONFIG =
      """
      {"success": true,
       "data": {
         "cluster": "mainnet-beta",
         "genesisHash": "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
         "programs": {
           "token": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
           "associatedToken": "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL",
           "metadata": "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s"},
         "updateAuthority": "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
         "explorer": {
           "transaction": "https://explorer.solana.com/tx/{signature}",
           "address": "https://explorer.solana.com/address/{address}"},
         "commitments": {"mint": "finalized", "burn": "finalized"},
         "signing": {"seconds": 29, "slotMillis": 200}},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  static final String SEARCH =
      """
      {"success": true,
       "data": [
         {"kind": "nft", "id": "7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8", "userId": "42",
          "matched": "mint", "text": "Tech Chicken, active", "at": "2026-11-01T10:00:00Z"}],
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  static final String OVERVIEW =
      """
      {"success": true,
       "data": {
         "days": [{"day": "2026-11-29", "mints": 12, "burns": 3}],
         "queue": [
           {"kind": "mint", "state": "queued", "count": 2, "oldestAt": "2026-11-29T21:59:00Z"}],
         "wallet": {"address": "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
           "balanceLamports": 15000000000, "spentTodayLamports": 200000000,
           "dailyLimitLamports": 100000000000,
           "dailyLimitLamportsText": "100000000000", "runwayDays": 67.5},
         "definitionsNotPinned": 0, "awardsWaitingForWallet": 1,
         "deadLetters": [
           {"topic": "minting-commands.dlq", "records": 0, "newestAt": null}]},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  private PageExamples() {}
}
