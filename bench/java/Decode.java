import dev.jerboa.runtime.image.ImageStore;
import java.nio.file.Path;
import java.util.Optional;

/** Decodes an image into a cache folder and prints the SHA-256 of what came out. */
final class Decode {
  private Decode() {}

  public static void main(String[] args) throws Exception {
    try (var image = new ImageStore(Path.of(args[1])).prepare(Path.of(args[0]), Optional.empty())) {
      System.out.println(image.sha256());
    }
  }
}
