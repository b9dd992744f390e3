/** The Acme board. */
module com.acme.jerboa.board {
  requires dev.jerboa.api;

  provides dev.jerboa.api.driver.DriverFactory with
      com.acme.jerboa.board.AcmeBoardFactory;
}
