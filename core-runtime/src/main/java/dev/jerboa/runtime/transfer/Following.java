package dev.jerboa.runtime.transfer;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileBacked;
import dev.jerboa.api.flash.PreparedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of an image, which a reader gets as they are decoded.
 *
 * @param image the image, whose stated size is trusted, since decoding fails if it was wrong
 */
public record Following(PreparedImage image) implements ByteSource, FileBacked {
  @Override
  public long size() {
    OptionalLong announced = image.announcedSize();
    try {
      return announced.isPresent() ? announced.getAsLong() : image.size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public Optional<Region> region(long position, long most)
      throws IOException, InterruptedException {
    return image instanceof FileBacked file ? file.region(position, most) : Optional.empty();
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException, InterruptedException {
    return image.read(position, target);
  }
}
