package io.aiw3.nft.gateway;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Which proxies before us say truly who called them: each adds the address that it was called from
 * at the right end of its header, so it is read from the right, as far as the proxies are trusted.
 *
 * @param hops how many there are, of any address; 0: judged by {@code networks}
 * @param networks where they are
 * @param standard whether they write {@code Forwarded} (RFC 7239) instead of {@code
 *     X-Forwarded-For}; the other one may be the caller's own invention
 */
record TrustedProxies(int hops, List<IpSubnetFilterRule> networks, boolean standard) {
  static final TrustedProxies NONE = new TrustedProxies(0, List.of(), false);

  /**
   * @param proxies how many, or networks with commas, such as {@code 10.0.0.0/8,fd00::/8}
   * @param header {@code X-Forwarded-For} or {@code Forwarded}
   * @throws IllegalArgumentException saying what to write instead
   */
  static TrustedProxies of(String proxies, String header) {
    if (!header.equalsIgnoreCase("X-Forwarded-For") && !header.equalsIgnoreCase("Forwarded")) {
      throw new IllegalArgumentException(
          "GATEWAY_FORWARDED_HEADER: write X-Forwarded-For or Forwarded instead of " + header);
    }
    boolean standard = header.equalsIgnoreCase("Forwarded");
    String value = proxies.strip();
    if (value.isEmpty()) {
      return NONE;
    }
    return value.matches("[0-9]{1,2}")
        ? new TrustedProxies(Integer.parseInt(value), List.of(), standard)
        : new TrustedProxies(
            0,
            List.of(value.split(",", -1)).stream().map(TrustedProxies::network).toList(),
            standard);
  }

  private static IpSubnetFilterRule network(String text) {
    String[] parts = text.strip().split("/", -1);
    try {
      if (parts.length == 2 && NetUtil.createByteArrayFromIpAddressString(parts[0]) != null) {
        return new IpSubnetFilterRule(
            parts[0], Integer.parseInt(parts[1]), IpFilterRuleType.ACCEPT);
      }
    } catch (IllegalArgumentException wrong) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "GATEWAY_TRUSTED_PROXIES: write a number of hops, or networks such as 10.0.0.0/8, instead"
            + " of "
            + text.strip());
  }

  /** Whether what the peer says about its caller counts. */
  boolean trusts(InetAddress peer) {
    return hops > 0 || isTrusted(peer);
  }

  /**
   * The caller's address.
   *
   * @param lines of the header, in their order
   */
  InetAddress caller(InetAddress peer, List<String> lines) {
    List<String> addresses = standard ? Forwarded.standard(lines) : Forwarded.plain(lines);
    InetAddress caller = peer;
    int trusted = 0;
    for (int i = addresses.size() - 1; i >= 0; i--) {
      if (hops > 0 ? trusted == hops : !isTrusted(caller)) {
        break;
      }
      Optional<InetAddress> before = address(addresses.get(i));
      if (before.isEmpty()) {
        // A proxy that does not say counts for all behind it.
        break;
      }
      caller = before.get();
      trusted++;
    }
    return caller;
  }

  private boolean isTrusted(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return networks.stream().anyMatch(network -> network.matches(socket));
  }

  /** Never looks a name up. */
  private static Optional<InetAddress> address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(Forwarded.withoutPort(text));
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      return Optional.empty();
    }
  }
}
