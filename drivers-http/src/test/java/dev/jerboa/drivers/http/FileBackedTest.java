package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileBacked;
import dev.jerboa.api.files.ServeListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content that lies in a file. */
class FileBackedTest {
  private static final int SIZE = 3 << 20;

  @TempDir private Path folder;
  private FileChannel channel;

  /** A file whose last bytes are said to lie in none, as the mark behind extents does. */
  private record InFile(FileChannel channel, long size) implements ByteSource, FileBacked {
    private static final int REST = 100;

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      return channel.read(target, position);
    }

    @Override
    public Optional<Region> region(long position, long most) {
      long length = Math.min(most, size - REST - position);
      return length <= 0 ? Optional.empty() : Optional.of(new Region(channel, position, length));
    }
  }

  @BeforeEach
  void write() throws IOException {
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = Bytes.at(i);
    }
    Path file = Files.write(folder.resolve("image"), bytes);
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 3145728", "1, 3145727", "65536, 70001", "3145627, 101", "3145700, 28", "5, 1"})
  void theBytesAreTheFiles(long offset, int length) {
    AtomicLong sent = new AtomicLong();
    try (Server server =
        Server.of(new InFile(channel, SIZE), (name, bytes) -> sent.addAndGet(bytes))) {
      String line = "GET " + server.uri().getPath() + "/" + offset + "-" + length + " HTTP/1.1";
      Reply reply = server.send(line);
      assertEquals(Bytes.text(offset, length), reply.body());
      assertTrue(reply.isComplete());
      assertEquals(length, sent.get());
    }
  }

  @Test
  @Tag("H5")
  void aFileThatWasCutShortCutsTheAnswer() throws IOException {
    try (Server server = Server.of(new InFile(channel, SIZE), ServeListener.NONE)) {
      channel.truncate(1 << 20);
      Reply reply = server.get();
      assertFalse(reply.isComplete());
      assertEquals(Bytes.text(0, 1 << 20), reply.body());
      assertTrue(server.service().summary().contains("failed: image cannot be read at 1048576"));
    }
  }

  @Test
  void aServiceThatEndsLeavesTheFileToOthers() throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), 1L << 30); // more than any buffer of the system takes
    Server server = Server.of(new InFile(channel, 1L << 30), ServeListener.NONE);
    try (RawClient client = RawClient.to(server.uri(), 4096)) {
      client.request("GET " + server.uri().getPath() + " HTTP/1.1");
      client.readHead();
      server.close();
      assertTrue(client.rest().length() < 1 << 30);
    }
    assertTrue(channel.isOpen());
  }
}
