/** Many WebSockets of one replica, told at once. */
package io.aiw3.nft.bench.live;
