package io.aiw3.nft.gateway;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who calls.
 *
 * @param address the caller's, not that of a trusted proxy before us
 * @param subject of a genuine token; null without one
 */
record Client(InetAddress address, String subject) {
  private static final int NETWORK_BYTES = 8;

  /**
   * One name for all that one caller can call from: an IPv4 address, or the /64 of an IPv6 address,
   * of which a customer has all 2^64.
   */
  String network() {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
        : text();
  }

  String text() {
    return NetUtil.toAddressString(address);
  }
}
