package dev.jerboa.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Example;
import dev.jerboa.api.config.NoEffect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {
  enum Drive {
    PUSH_PULL
  }

  record Part(int size) {}

  @Doc("A thing.")
  record Thing(
      @Doc("Its name.") @Example("left") String name,
      @Default("5s") Duration delay,
      Optional<Secret> password,
      Optional<Drive> drive,
      @Default("{}") Map<String, Part> parts,
      @NoEffect Optional<Boolean> old) {}

  record Tree(Optional<Tree> child) {}

  @Test
  void aRecordIsAClosedObjectWithItsRequiredKeys() {
    Map<String, Object> schema = JsonSchema.of(Thing.class);
    assertEquals("https://json-schema.org/draft/2020-12/schema", schema.get("$schema"));
    assertEquals("A thing.", schema.get("description"));
    assertEquals("object", schema.get("type"));
    assertEquals(List.of("name"), schema.get("required"));
    assertEquals(false, schema.get("additionalProperties"));
    assertEquals(
        "{name={type=[string, number, boolean], description=Its name., examples=[left]},"
            + " delay={anyOf=[{type=number, minimum=0}, {type=string,"
            + " pattern=^\\d{1,15}(\\.\\d{1,9})?(ms|s|m|h)$}], default=5s},"
            + " password={type=[string, number, boolean], writeOnly=true},"
            + " drive={anyOf=[{enum=[push-pull]}, {type=string,"
            + " pattern=^(?:[Pp][Uu][Ss][Hh][_-][Pp][Uu][Ll][Ll])$}]},"
            + " parts={type=object, additionalProperties={type=object, properties={size="
            + "{type=integer}}, required=[size], patternProperties={^x-=true},"
            + " additionalProperties=false}, default={}},"
            + " old={type=boolean, deprecated=true}}",
        schema.get("properties").toString());
  }

  @Test
  void aRecordInsideItselfIsDescribedOnce() {
    assertEquals("{child={}}", JsonSchema.of(Tree.class).get("properties").toString());
  }
}
