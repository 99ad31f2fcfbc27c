/** Commands about past trades: loading them, and checking the volumes that came of them. */
package io.aiw3.nft.history;
