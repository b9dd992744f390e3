package dev.jerboa.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({"typ,type,1", "tpye,type,1", "kitten,sitting,3", "'',abc,3", "ca,abc,3", "a,a,0"})
  void distanceCountsTyposAndSwaps(String a, String b, int distance) {
    assertEquals(distance, Nearest.distance(a, b));
    assertEquals(distance, Nearest.distance(b, a));
  }

  @ParameterizedTest
  @CsvSource({
    "typ,type",
    "Power-On,power_on",
    "preflash_comands,preflash_commands",
    "jumpstarter_driver_yepkit.driver.Yksh,jumpstarter_driver_yepkit.driver.Ykush"
  })
  void aWordWithFewTyposIsFound(String word, String known) {
    assertEquals(Optional.of(known), Nearest.to(word, List.of("zzz", known, "other")));
  }

  @Test
  void whatIsFarAwayIsNotSuggested() {
    assertEquals(Optional.empty(), Nearest.to("ab", List.of("cd", "xyz", "")));
    assertEquals(Optional.empty(), Nearest.to("x".repeat(121), List.of("x".repeat(120))));
  }

  @Test
  void theNearestComesFirstAndThreeAtMost() {
    assertEquals(
        List.of("port", "ports", "sport"),
        Nearest.allTo("port", List.of("sport", "ports", "port", "porta_x", "portss")));
  }
}
