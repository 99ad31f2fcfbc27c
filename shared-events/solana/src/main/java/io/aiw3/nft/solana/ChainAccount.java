package io.aiw3.nft.solana;

import org.p2p.solanaj.core.PublicKey;

/** An account's owner and bytes; the bytes are not copied and not to be written to. */
@SuppressWarnings("ArrayRecordComponent")
public record ChainAccount(PublicKey owner, long lamports, byte[] data) {}
