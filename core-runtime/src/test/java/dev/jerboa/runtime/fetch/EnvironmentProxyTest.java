package dev.jerboa.runtime.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxyTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "http_proxy", "http://proxy:3128",
          "HTTPS_PROXY", "secure:8080",
          "HTTP_PROXY", "http://evil:1",
          "no_proxy", "lab, .corp.example,10.0.0.1");

  @ParameterizedTest
  @CsvSource({
    "http://elsewhere/a, proxy:3128",
    "https://elsewhere/a, secure:8080",
    "http://lab/a, DIRECT",
    "http://a.lab/a, DIRECT",
    "http://mylab/a, proxy:3128",
    "http://a.corp.example/a, DIRECT",
    "http://10.0.0.1/a, DIRECT",
    "http://10.0.0.10/a, proxy:3128",
    "http://localhost:81/a, DIRECT",
    "http://127.0.0.1/a, DIRECT",
    "http://[::1]/a, DIRECT"
  })
  void itIsTheOneThatCurlWouldTake(URI url, String expected) {
    String proxy = new EnvironmentProxy(ENVIRONMENT).select(url).getFirst().toString();
    assertEquals(expected, proxy.replaceAll("HTTP @ |/<unresolved>", ""));
  }
}
