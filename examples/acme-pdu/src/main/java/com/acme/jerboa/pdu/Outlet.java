package com.acme.jerboa.pdu;

import dev.jerboa.api.power.PowerState;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** What the PDU says about an outlet: {@code {"outlet":3,"state":"on"}}. */
record Outlet(PowerState state) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads the state and skips what else there is.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON, or has no state
   */
  static Outlet parse(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME
            && parser.currentName().equals("state")) {
          return new Outlet(state(parser, parser.nextStringValue()));
        }
      }
      throw new StreamReadException(parser, "no state");
    }
  }

  private static PowerState state(JsonParser parser, String word) {
    return switch (word) {
      case "on" -> PowerState.ON;
      case "off" -> PowerState.OFF;
      case null, default -> throw new StreamReadException(parser, "neither on nor off");
    };
  }
}
