package com.acme.jerboa.pdu;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/**
 * An outlet of a PDU with an HTTP interface: {@code PUT /outlets/3} with {@code {"state":"on"}}
 * switches and {@code GET /outlets/3} tells; both are answered with the state.
 */
final class AcmePdu implements Driver, Power, PowerReading {
  private static final int OK = 200;

  private final AcmePduConfig config;
  private final String path;

  AcmePdu(AcmePduConfig config, String path) {
    this.config = config;
    this.path = path;
  }

  @Override
  public void on() throws InterruptedException {
    turn(PowerState.ON);
  }

  @Override
  public void off() throws InterruptedException {
    turn(PowerState.OFF);
  }

  @Override
  public PowerState read() throws InterruptedException {
    return ask(request().GET());
  }

  private void turn(PowerState state) throws InterruptedException {
    String body = "{\"state\":\"" + state + "\"}";
    PowerState now = ask(request().PUT(BodyPublishers.ofString(body)));
    if (now != state) {
      throw error("not-switched", "the outlet stays " + now)
          .hint("Look whether the outlet is locked at the PDU.");
    }
  }

  private HttpRequest.Builder request() {
    URI outlet = config.url().resolve("/outlets/" + config.outlet());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(outlet).timeout(Duration.ofSeconds(config.timeout()));
    config.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    return request;
  }

  private PowerState ask(HttpRequest.Builder request) throws InterruptedException {
    Duration patience = Duration.ofSeconds(config.timeout());
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw error("refused", "the PDU answers with status " + answer.statusCode())
            .hint("Check 'outlet' and 'token'.");
      }
      return Outlet.parse(answer.body()).state();
    } catch (JacksonException e) {
      throw error("bad-answer", "the answer of the PDU is not understood")
          .hint("Check that an Acme PDU is at " + config.url() + ".")
          .causedBy(e);
    } catch (IOException e) {
      throw error("no-answer", "the PDU does not answer: " + e)
          .hint("Check 'url', and the network: curl " + config.url() + "/outlets/1")
          .causedBy(e);
    }
  }

  private JerboaException error(String code, String what) {
    return JerboaException.of(ErrorClass.POWER, code, path + ": " + what);
  }
}
