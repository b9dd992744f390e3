package {{package}};

import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.Set;

/** Makes U-Boot use the second of two Ethernet ports, the one that is wired to the exporter. */
final class SelectEthernet implements Step {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "select-ethernet";
  }

  @Override
  public String title() {
    return "Select the Ethernet port";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.BOOTLOADER);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    run.get(Part.BOOTLOADER).setEnv("ethact", "eth1", run.deadline(LIMIT));
  }
}
