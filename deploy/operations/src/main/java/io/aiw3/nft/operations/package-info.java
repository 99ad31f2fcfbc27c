/** Commands for whoever keeps the suite running; see {@code deploy/RUNBOOK.md}. */
package io.aiw3.nft.operations;
