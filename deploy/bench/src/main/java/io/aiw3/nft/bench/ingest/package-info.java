/** Trade ingest: the service, and what it is compared with. */
package io.aiw3.nft.bench.ingest;
