import dev.jerboa.api.files.FileServer;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.image.ImageStore;
import dev.jerboa.runtime.state.Folders;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Offers one file with a file server of a configuration, prints where it is, and runs until it is killed. */
final class Serve {
  private Serve() {}

  public static void main(String[] args) throws Exception {
    String config = args[0];
    String node = args[1];
    Path file = Path.of(args[2]);
    Inet4Address board = Inet4Address.ofLiteral(args[3]);
    Folders folders = Folders.of(System.getenv());
    try (Lab lab = Lab.load(config, folders);
        var image = new ImageStore(folders.cache()).prepare(file, Optional.empty())) {
      lab.use();
      FileServer server =
          lab.tree().find(node).orElseThrow().capability(FileServer.class).orElseThrow();
      var served = new ServedFile(file.getFileName().toString(), image.content());
      try (var service = server.start(List.of(served), ServeListener.NONE)) {
        service.admit(new Subnet(board, 24));
        System.out.println(service.location(served.name(), board, 24));
        new CountDownLatch(1).await();
      }
    }
  }
}
