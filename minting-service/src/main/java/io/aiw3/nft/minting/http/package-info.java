/** What the clients of other systems have in common. */
package io.aiw3.nft.minting.http;
