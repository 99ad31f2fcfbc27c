/** Trade ingest as a team would build it with Apache Flink: what the service is compared with. */
package io.aiw3.nft.bench.flink;
