package dev.jerboa.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives a value that a configuration key could have, written as it would be in YAML. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER, ElementType.METHOD})
public @interface Example {
  /** The value as YAML text: {@code /dev/ttyUSB0}, {@code [a, b]}. */
  String value();
}
