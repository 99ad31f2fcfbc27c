/** Commands for operators of the suite; see {@code deploy/RUNBOOK.md}. */
package io.aiw3.nft.operations;
