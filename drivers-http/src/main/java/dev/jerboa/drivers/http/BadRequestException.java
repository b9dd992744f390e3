package dev.jerboa.drivers.http;

/** Says that what came is no request. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1;

  BadRequestException(String message) {
    super(message);
  }
}
