/** Compares the stored volumes with those that the ledger of trades gives. */
package io.aiw3.nft.history.reconcile;
