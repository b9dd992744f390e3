package dev.jerboa.drivers.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the heads of the requests of one connection. */
final class RequestReader {
  private static final int MAX_LINE = 8192;
  private static final int MAX_HEAD = 16384;

  /** So much of a body that nobody wants is taken before the connection is cut. */
  private static final int MAX_UNWANTED = 1 << 20;

  private final ReadableByteChannel channel;
  private final Patience patience;

  /** What came and was not looked at, between position and limit. */
  private final ByteBuffer buffer = ByteBuffer.allocate(MAX_LINE).limit(0);

  RequestReader(ReadableByteChannel channel, Patience patience) {
    this.channel = channel;
    this.patience = patience;
  }

  /**
   * Returns the next request, or nothing if the client has sent all it will.
   *
   * @throws BadRequestException if it is none
   */
  Optional<Request> next() throws IOException, BadRequestException {
    List<String> lines = new ArrayList<>();
    int size = 0;
    while (true) {
      Optional<String> line = line();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      String text = line.get();
      size += text.length() + 2;
      if (size > MAX_HEAD) {
        throw new BadRequestException("a head of more than " + MAX_HEAD + " bytes");
      }
      if (text.isEmpty() && !lines.isEmpty()) {
        return Optional.of(Request.of(lines));
      }
      if (!text.isEmpty()) { // RFC 9112 section 2.2: an empty line before a request is ignored
        if (lines.isEmpty()) {
          Request.requireLine(text);
        }
        lines.add(text);
      }
    }
  }

  private Optional<String> line() throws IOException, BadRequestException {
    int looked = 0;
    while (true) {
      for (; looked < buffer.remaining(); looked++) {
        if (buffer.get(buffer.position() + looked) == '\n') {
          return Optional.of(take(looked));
        }
      }
      if (looked == MAX_LINE) {
        throw new BadRequestException("a line of more than " + MAX_LINE + " bytes");
      }
      if (!fill()) {
        return Optional.empty();
      }
    }
  }

  /** Takes a line of so many bytes, with the carriage return that must be its last. */
  private String take(int length) throws BadRequestException {
    byte[] bytes = new byte[length];
    buffer.get(bytes).get();
    if (length == 0 || bytes[length - 1] != '\r') {
      throw new BadRequestException("a line without a carriage return");
    }
    return new String(bytes, 0, length - 1, StandardCharsets.ISO_8859_1);
  }

  private boolean fill() throws IOException {
    buffer.compact();
    patience.reading();
    try {
      return channel.read(buffer) >= 0;
    } finally {
      buffer.flip();
      patience.read();
    }
  }

  /**
   * Takes what a client still sends, so that the end of the connection does not cost the answer.
   */
  void drain() throws IOException {
    long taken = 0;
    int count = 0;
    while (count >= 0 && taken < MAX_UNWANTED) {
      buffer.clear();
      patience.reading();
      count = channel.read(buffer);
      taken += Math.max(0, count);
    }
  }
}
