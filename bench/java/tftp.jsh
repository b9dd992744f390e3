// Lets U-Boot pull a file, from one server after the other. Prints SERVER, WINDOW, MiB/s as U-Boot and as the clock say.
// Arguments: rounds, name of the file, its size in bytes, then NAME=ADDRESS of each server.
var words = java.util.regex.Pattern.compile("([0-9.]+) (KiB|MiB)/s");
int rounds = Integer.parseInt(args[0]);
double size = Double.parseDouble(args[2]) / (1 << 20);

uboot.run("setenv autoload no");
uboot.run("dhcp");
uboot.run("setenv tftpblocksize 1468");
uboot.run("setenv tftptimeout 1000");
for (int round = 0; round < rounds; round++) {
  for (int window : new int[] {16, 1}) {
    for (String server : List.of(args).subList(3, args.length)) {
      String[] parts = server.split("=");
      uboot.run("setenv tftpwindowsize " + window);
      uboot.run("setenv serverip " + parts[1]);
      long began = System.nanoTime();
      String said = uboot.run("tftpboot 0x42000000 " + args[1]);
      double seconds = (System.nanoTime() - began) / 1e9;
      var rate = words.matcher(said);
      if (!rate.find()) {
        throw new IllegalStateException(said);
      }
      double own = Double.parseDouble(rate.group(1)) / (rate.group(2).equals("KiB") ? 1024 : 1);
      System.out.printf("%s, window %d\t%.2f\t%.2f%n", parts[0], window, own, size / seconds);
    }
  }
}
power.off();
