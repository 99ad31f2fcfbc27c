package io.aiw3.nft.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a hostile caller sends over HTTP/1.1 and WebSocket; the same for the same random numbers.
 */
final class HostileBytes {
  private static final List<String> AMBIGUOUS =
      List.of(
          "Content-Length: 5\r\nContent-Length: 6\r\n",
          "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
          "Content-Length: 5, 5\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: 9223372036854775807\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
          "Transfer-Encoding: xchunked\r\n",
          "Transfer-Encoding : chunked\r\n",
          "X-A: b\r\n folded\r\n",
          "X-A: b\nX-B: c\r\n",
          "X-A: b\u0000\r\n",
          "Host: other\r\n",
          "Expect: 100-continue\r\nContent-Length: 10\r\n",
          "Expect: nonsense\r\n",
          "Connection: close, keep-alive\r\n",
          "Connection: Content-Length\r\nContent-Length: 3\r\n",
          "Upgrade: websocket\r\nContent-Length: 10\r\n",
          "Upgrade: h2c\r\nHTTP2-Settings: AAAA\r\nConnection: Upgrade, HTTP2-Settings\r\n",
          "Accept: application/problem+json\r\nAccept: \u00ff\r\n",
          "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n",
          "Authorization: Bearer a.b.c\r\n",
          "Authorization: Basic \u00e9\r\n",
          "Range: bytes=0-,0-,0-,0-\r\n",
          "X-Forwarded-For: 1.2.3.4, ::1, unknown\r\n");
  private static final List<String> BODIES =
      List.of(
          "0\r\n\r\n",
          "5\r\nabcde\r\n0\r\n\r\n",
          "5;a=\nb\r\nabcde\r\n0\r\n\r\n",
          "ffffffffffffffff\r\nabc",
          "7fffffff\r\nabc",
          "-1\r\nabc\r\n",
          "5\r\nabcdeXX0\r\n\r\n",
          "0\r\nX-Trailer: a\r\nContent-Length: 7\r\n\r\n",
          "zz\r\n");
  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "DELETE",
          "HEAD",
          "OPTIONS",
          "PATCH",
          "TRACE",
          "CONNECT",
          "PRI",
          "get",
          "G\u0000T",
          "LONG".repeat(50));

  private final Random random;
  private final ConnectionFuzzer.Target target;

  HostileBytes(Random random, ConnectionFuzzer.Target target) {
    this.random = random;
    this.target = target;
  }

  String host() {
    return "Host: localhost\r\n";
  }

  String request() {
    return "GET "
        + one(target.paths())
        + " HTTP/1.1\r\n"
        + host()
        + (random.nextBoolean() ? "Authorization: Bearer " + target.token() + "\r\n" : "")
        + "\r\n";
  }

  byte[] garbage() {
    byte[] bytes = new byte[random.nextInt(4096)];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] mutated() {
    byte[] bytes = bytes(request());
    for (int i = random.nextInt(8); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  byte[] cut() {
    byte[] bytes = bytes(random.nextBoolean() ? request() : ambiguous());
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  String ambiguous() {
    StringBuilder head =
        new StringBuilder(one(METHODS) + " " + one(target.paths()) + " HTTP/1.1\r\n" + host());
    for (int i = random.nextInt(3); i >= 0; i--) {
      head.append(one(AMBIGUOUS));
    }
    return head + "\r\n" + one(BODIES) + (random.nextBoolean() ? request() : "");
  }

  String oversizedHead() {
    int size = 4_000 << random.nextInt(6);
    return switch (random.nextInt(4)) {
      case 0 -> "GET /" + "a".repeat(size) + " HTTP/1.1\r\n" + host() + "\r\n";
      case 1 -> "GET / HTTP/1.1\r\n" + host() + "X-A: " + "a".repeat(size) + "\r\n\r\n";
      case 2 -> "GET / HTTP/1.1\r\n" + host() + "X-A: a\r\n".repeat(size / 8) + "\r\n";
      default -> "A".repeat(size);
    };
  }

  String oversizedBody() {
    String head =
        "POST "
            + one(target.paths())
            + " HTTP/1.1\r\n"
            + host()
            + (random.nextBoolean() ? "Authorization: Bearer " + target.token() + "\r\n" : "");
    int size = 1 << (10 + random.nextInt(11));
    return random.nextBoolean()
        ? head + "Content-Length: " + size + "\r\n\r\n" + "x".repeat(size)
        : head
            + "Transfer-Encoding: chunked\r\n\r\n"
            + ("1000\r\n" + "x".repeat(0x1000) + "\r\n").repeat(size / 0x1000 + 1);
  }

  String pipelined() {
    return request().repeat(1 + random.nextInt(200));
  }

  String handshake() {
    return "GET "
        + target.webSocketPath()
        + " HTTP/1.1\r\n"
        + host()
        + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> "Sec-WebSocket-Protocol: aiw3.v1, bearer.a.b.c\r\n";
          case 2 -> "Content-Length: 10\r\n";
          default -> "Sec-WebSocket-Protocol: aiw3.v1, bearer." + target.token() + "\r\n";
        }
        + "\r\n";
  }

  /** Frames as they may be, and as they may not. */
  byte[] frames() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = random.nextInt(20); i >= 0; i--) {
      int length = random.nextInt(5) == 0 ? 1 << random.nextInt(18) : random.nextInt(126);
      out.write(random.nextBoolean() ? 0x81 : random.nextInt(256));
      int mask = random.nextInt(4) == 0 ? 0 : 0x80;
      if (length < 126) {
        out.write(mask | length);
      } else if (length < 65_536) {
        out.write(mask | 126);
        out.write(length >> 8);
        out.write(length);
      } else {
        out.write(mask | 127);
        out.writeBytes(new byte[4]);
        out.writeBytes(
            new byte[] {
              (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
            });
      }
      byte[] content = new byte[length + (mask == 0 ? 0 : 4)];
      random.nextBytes(content);
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String one(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
