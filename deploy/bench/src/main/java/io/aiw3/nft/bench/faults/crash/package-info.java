/** Crash points: a service dies between two of its effects, without a line of it knowing. */
package io.aiw3.nft.bench.faults.crash;
