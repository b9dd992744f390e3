package com.acme.jerboa.pdu;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import java.net.URI;
import java.util.Optional;

/** The keys under {@code config:} of an {@code acme-pdu} node. */
public record AcmePduConfig(
    @Doc("The address of the PDU, http://HOST or http://HOST:PORT.") URI url,
    @Doc("The outlet of the board, 1 to 24.") int outlet,
    @Doc("The token of the PDU's interface; none is sent when absent.") Optional<Secret> token,
    @Doc("How long the PDU may take to answer, in seconds, 1 to 300.") @Default("10") int timeout) {
  public AcmePduConfig {
    if (!"http".equals(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException("url must be like http://pdu.lab, not '" + url + "'");
    }
    if (outlet < 1 || outlet > 24) {
      throw new IllegalArgumentException("outlet must be 1 to 24, not " + outlet);
    }
    if (timeout < 1 || timeout > 300) {
      throw new IllegalArgumentException("timeout must be 1 to 300, not " + timeout);
    }
  }
}
