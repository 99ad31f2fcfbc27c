/** Many WebSockets of one replica, notified at once. */
package io.aiw3.nft.bench.live;
