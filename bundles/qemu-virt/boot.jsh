// Power-cycles the board, shows its console and waits until the flashed OS asks for a login.
serial.echo(true);
power.cycle();
serial.expect("demo-os login:", seconds(120));
power.off();
System.out.println();
