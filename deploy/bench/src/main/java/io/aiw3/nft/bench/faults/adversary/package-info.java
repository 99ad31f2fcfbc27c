/** Hostile users and records beside the honest ones of a fault run. */
package io.aiw3.nft.bench.faults.adversary;
