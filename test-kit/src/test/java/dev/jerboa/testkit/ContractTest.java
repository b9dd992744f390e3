package dev.jerboa.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each rule of the contracts tells the flaws it is there for, and no other does. */
class ContractTest {
  private static final Set<Flaw> OF_THE_RECORD =
      EnumSet.of(
          Flaw.UNDOCUMENTED_KEY,
          Flaw.SECRET_IS_TEXT,
          Flaw.KEY_OF_A_FOREIGN_TYPE,
          Flaw.KEY_READ_RAW,
          Flaw.RECORD_THAT_CANNOT_BE_MADE);

  @AfterEach
  void clear() throws Exception {
    SampleDriver.clear();
    SampleFactory.use(Flaw.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void aFlawIsToldByItsRules(Flaw flaw) {
    SampleFactory.use(flaw);
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                selectClass(
                    OF_THE_RECORD.contains(flaw) ? KeysContract.class : SampleContract.class))
            .execute()
            .testEvents();
    assertEquals(new TreeSet<>(flaw.rules()), failed(events), () -> events.failed().list() + "");
    assertTrue(events.succeeded().count() > 2);
  }

  @Test
  void everyRuleHasAFlaw() {
    Set<String> rules =
        Stream.of(DriverContract.class, PowerContract.class, ConsoleContract.class)
            .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .collect(Collectors.toSet());
    Arrays.stream(Flaw.values()).map(Flaw::rules).forEach(rules::removeAll);
    assertEquals(Set.of(), rules);
  }

  private static Set<String> failed(Events events) {
    return events.failed().stream()
        .map(Event::getTestDescriptor)
        .map(test -> (MethodSource) test.getSource().orElseThrow())
        .map(MethodSource::getMethodName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
