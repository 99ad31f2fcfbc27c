/** The whole suite under faults, judged from the outside. */
package io.aiw3.nft.bench.faults;
