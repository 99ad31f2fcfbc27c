/** Hostile connections against any HTTP server of the suite. */
package io.aiw3.nft.testkit.fuzz;
