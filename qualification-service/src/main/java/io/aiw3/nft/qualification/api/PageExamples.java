package io.aiw3.nft.qualification.api;

/** Bodies for the API's description, as the service would answer them. */
final class PageExamples {
  static final String STANDING =
      """
      {"success": true,
       "data": {
         "userId": "42", "walletAddress": "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
         "volume": 612345.5, "volumeText": "612345.5", "currentLevel": 1, "nextLevel": 2,
         "benefits": {"level": 1, "feeReduction": 0.1, "aiagentUses": 10, "rights": [],
           "sources": [{"mintAddress": "7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8", "level": 1,
             "tierName": "Tech Chicken", "feeReduction": 0.1, "aiagentUses": 10, "rights": []}]},
         "tiers": [
           {"level": 1, "name": "Tech Chicken",
            "description": "Represents Level 1 equity and status within the AIW3 ecosystem.",
            "status": "active", "obstacle": "NFT_ALREADY_HELD",
            "requirement": {"volume": 100000, "volumeText": "100000", "badges": 0},
            "progress": {"ratio": 1, "volume": 612345.5, "volumeText": "612345.5", "shortfall": 0,
              "shortfallText": "0", "badgesBound": 0, "badgesMissing": [], "qualified": true},
            "benefits": {"feeReduction": 0.1, "aiagentUses": 10, "rights": []},
            "nft": {"mintAddress": "7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8", "level": 1,
              "tierName": "Tech Chicken", "status": "active", "benefitsActive": true,
              "mintedAt": "2026-11-01T10:00:00Z", "burnedAt": null}},
           {"level": 2, "name": "Quant Ape",
            "description": "Represents Level 2 equity and status within the AIW3 ecosystem.",
            "status": "locked", "obstacle": "INSUFFICIENT_BADGES",
            "requirement": {"volume": 500000, "volumeText": "500000", "badges": 2},
            "progress": {"ratio": 1, "volume": 612345.5, "volumeText": "612345.5", "shortfall": 0,
              "shortfallText": "0", "badgesBound": 1, "badgesMissing": ["platform_enlightener"],
              "qualified": false},
            "benefits": {"feeReduction": 0.2, "aiagentUses": 20, "rights": []},
            "nft": null}],
         "competitionNfts": []},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  static final String VOLUME =
      """
      {"success": true,
       "data": {
         "volume": 612345.5, "volumeText": "612345.5",
         "items": [
           {"tradeId": "t-9", "walletAddress": "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
            "type": "perpetual", "amount": 1200.25, "amountText": "1200.25",
            "executedAt": "2026-11-20T08:00:00Z", "counted": true, "reason": null,
            "reversedBy": null},
           {"tradeId": "t-8", "walletAddress": "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
            "type": "perpetual", "amount": 300, "amountText": "300",
            "executedAt": "2026-11-19T08:00:00Z", "counted": false, "reason": "REVERSED",
            "reversedBy": "r-3"}],
         "next": "MTc2MzUzOTIwMDAwMCB0LTg"},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  static final String HISTORY =
      """
      {"success": true,
       "data": {
         "completeSince": "2026-11-29T22:00:00Z",
         "items": [
           {"id": "17", "at": "2026-11-29T22:30:00Z", "kind": "nft_upgraded", "level": 2,
            "fromLevel": 1, "tierName": "Quant Ape",
            "mintAddress": "7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8",
            "oldMintAddress": "4Nd1mYQH2p5jHeYDBcvnpWoBdEKbKfRsDqpNe3rFmXEb",
            "transactionSignature":
              "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW",
            "operationId": null, "competitionId": null, "rank": null, "badge": null,
            "badgeName": null},
           {"id": "16", "at": "2026-11-29T22:29:00Z", "kind": "badge_bound", "level": 2,
            "fromLevel": null, "tierName": null, "mintAddress": null, "oldMintAddress": null,
            "transactionSignature": null, "operationId": null, "competitionId": null,
            "rank": null, "badge": "platform_enlightener", "badgeName": "Platform Enlightener"}],
         "next": null},
       "meta": {"timestamp": "2026-11-29T22:31:00Z", "version": "v1"}}
      """;

  static final String PROFILE =
      """
      {"success": true,
       "data": {
         "walletAddress": "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin", "currentLevel": 1,
         "nfts": [{"mintAddress": "7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8", "level": 1,
           "tierName": "Tech Chicken", "status": "active", "benefitsActive": true,
           "mintedAt": "2026-11-01T10:00:00Z", "burnedAt": null}],
         "badges": ["contract_enlightener"]},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  private PageExamples() {}
}
