package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** U-Boot's network commands: DHCP is played, TFTP is real. */
final class UBootNetwork {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int NOT_FOUND = 1;

  private final Hardware hardware;
  private final UartLine uart;
  private final Map<String, String> environment;
  private final UBootMemory memory;

  UBootNetwork(Hardware hardware, Map<String, String> environment, UBootMemory memory) {
    this.hardware = hardware;
    this.uart = hardware.uart();
    this.environment = environment;
    this.memory = memory;
  }

  int dhcp() {
    uart.print("BOOTP broadcast 1\n");
    if (hardware.faults().strike(Kind.NO_DHCP).isPresent()) {
      uart.print("BOOTP broadcast 2\nBOOTP broadcast 3\n\nRetry time exceeded; starting again\n");
      return FAILED;
    }
    SimulatorConfig config = hardware.config();
    String address = config.host().getHostAddress();
    environment.put("ipaddr", address);
    environment.put("netmask", config.netmask());
    config.gateway().ifPresent(gateway -> environment.put("gatewayip", gateway));
    uart.print("DHCP client bound to address " + address + " (3 ms)\n");
    return OK;
  }

  int tftpboot(List<String> arguments) throws InterruptedException {
    if (arguments.size() != 2) {
      uart.print("tftpboot - load file via network using TFTP protocol\n");
      return FAILED;
    }
    String server = environment.getOrDefault("serverip", "");
    if (!server.matches("[0-9.]+") || !environment.containsKey("ipaddr")) {
      uart.print("*** ERROR: `serverip' not set\n");
      return FAILED;
    }
    String file = arguments.getLast();
    uart.print(
        "Using simulated device\nTFTP from server %s; our IP address is %s\nFilename '%s'.\n"
            .formatted(server, environment.get("ipaddr"), file));
    uart.print("Load address: " + arguments.getFirst() + "\nLoading: ");
    return load(arguments.getFirst(), request(server, file));
  }

  private TftpClient.Request request(String server, String file) {
    try {
      InetSocketAddress address = new InetSocketAddress(server, number("tftpdstp", 69));
      return new TftpClient.Request(
          address,
          InetAddress.ofLiteral(environment.get("ipaddr")),
          file,
          number("tftpblocksize", 1468),
          number("tftpwindowsize", 1),
          Duration.ofMillis(number("tftptimeout", 5000)),
          hardware.faults().strike(Kind.FEW_BUFFERS).map(Fault::at).orElse(Long.MAX_VALUE),
          hardware.faults().strike(Kind.TFTP_TIMEOUT).map(Fault::at).orElse(Long.MAX_VALUE));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("an address that setenv took: " + e.getMessage(), e);
    }
  }

  private int number(String variable, int preset) {
    String value = environment.getOrDefault(variable, "");
    return value.matches("\\d{1,8}") ? Integer.parseInt(value) : preset;
  }

  private int load(String address, TftpClient.Request request) throws InterruptedException {
    if (hardware.faults().strike(Kind.TFTP_NOT_FOUND).isPresent()) {
      return refused(new TftpClient.Refusal(NOT_FOUND, "File not found"));
    }
    try {
      byte[] content = TftpClient.read(request);
      hardware
          .faults()
          .strike(Kind.BAD_MEMORY, fault -> fault.at() < content.length)
          .ifPresent(fault -> content[(int) fault.at()] ^= 1);
      memory.load(address, content);
      uart.print("#################################################\n\t 5.1 MiB/s\ndone\n");
      uart.print("Bytes transferred = %d (%x hex)\n".formatted(content.length, content.length));
      return OK;
    } catch (TftpClient.Refusal e) {
      return refused(e);
    } catch (SocketTimeoutException e) {
      return timedOut();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException("power lost").initCause(e);
      }
      return memory.refuse("\nTFTP error: '" + e.getMessage() + "'\n");
    }
  }

  private int refused(TftpClient.Refusal refusal) {
    return memory.refuse(
        "\nTFTP error: '%s' (%d)\nNot retrying...\n"
            .formatted(refusal.getMessage(), refusal.code()));
  }

  private int timedOut() {
    return memory.refuse("T T T T T T T T T T \nRetry count exceeded; starting again\n");
  }
}
