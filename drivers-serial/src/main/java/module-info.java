/** Console drivers: local ports, raw TCP, unix sockets, child processes, loop. */
module dev.jerboa.drivers.serial {
  requires dev.jerboa.api;
}
