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

  private PageExamples() {}
}
