// Lets U-Boot pull a file, from one server after the other. Prints SERVER, WINDOW, MiB/s as U-Boot and as the clock say,
// or `failed`. Arguments: rounds, windows, name of the file, its size in bytes, then NAME=ADDRESS of each server.
var words = java.util.regex.Pattern.compile("([0-9.]+) (KiB|MiB)/s");
int rounds = Integer.parseInt(args[0]);
String[] windows = args[1].split(",");
double size = Double.parseDouble(args[3]) / (1 << 20);

void connect() throws Exception {
  uboot.run("setenv autoload no");
  uboot.run("dhcp");
  uboot.run("setenv tftpblocksize 1468");
  uboot.run("setenv tftptimeout 1000");
}

String pull(String window, String server) throws Exception {
  uboot.run("setenv tftpwindowsize " + window);
  uboot.run("setenv serverip " + server);
  long began = System.nanoTime();
  String said = uboot.run("tftpboot 0x42000000 " + args[2]);
  double seconds = (System.nanoTime() - began) / 1e9;
  var rate = words.matcher(said);
  if (!rate.find()) {
    throw new IllegalStateException(said);
  }
  double own = Double.parseDouble(rate.group(1)) / (rate.group(2).equals("KiB") ? 1024 : 1);
  return "%.2f\t%.2f".formatted(own, size / seconds);
}

connect();
for (int round = 0; round < rounds; round++) {
  for (String window : windows) {
    for (String server : List.of(args).subList(4, args.length)) {
      String[] parts = server.split("=");
      String result;
      try {
        result = pull(window, parts[1]);
      } catch (Exception e) {
        System.err.println(e.getMessage());
        result = "failed\tfailed";
        uboot.close(); // a power cycle: its network may be stuck
        connect();
      }
      System.out.println(parts[0] + ", window " + window + "\t" + result);
    }
  }
}
power.off();
