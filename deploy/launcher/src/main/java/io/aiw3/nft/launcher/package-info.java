/** Starts the whole suite on one machine and keeps it running; see {@code deploy/local/up}. */
package io.aiw3.nft.launcher;
