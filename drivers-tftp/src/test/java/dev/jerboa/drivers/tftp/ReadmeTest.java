package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void theTableNamesEveryKeyAndTheExampleTheType() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (RecordComponent component : TftpConfig.class.getRecordComponents()) {
      String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      assertTrue(readme.contains("| `" + key + "` |"), key);
    }
    assertTrue(readme.contains("type: " + new TftpFactory().type() + "\n"));
  }
}
