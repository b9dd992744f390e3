package dev.jerboa.testkit;

import java.util.Set;

/** What is wrong with the sample driver, and the rules that must tell it. */
enum Flaw {
  NONE,

  UNREGISTERED("isRegisteredAsAService"),
  TYPE_IN_CAPITALS("typeAndAliasesAreWellFormed"),
  ALIAS_OF_TWO_WORDS("typeAndAliasesAreWellFormed"),
  ALIAS_IS_TYPE("typeAndAliasesAreWellFormed"),
  CHILD_TWICE("childrenAreWellDeclared"),
  CHILD_IS_A_CLASS("childrenAreWellDeclared"),

  UNDOCUMENTED_KEY("everyKeyIsDocumented"),
  SECRET_IS_TEXT("secretsAreOfTypeSecret"),
  KEY_OF_A_FOREIGN_TYPE("aMistypedValueIsRefusedWhereItStands"),
  KEY_READ_RAW("aNullIsRefusedWhereItStands", "aMistypedValueIsRefusedWhereItStands"),
  RECORD_THAT_CANNOT_BE_MADE(
      "aWorkingConfigurationIsTaken",
      "anUnknownKeyIsRefusedWhereItStands",
      "aMissingKeyIsRefused",
      "aNullIsRefusedWhereItStands",
      "aMistypedValueIsRefusedWhereItStands",
      "creatingTouchesNothing",
      "closesAgainAndAgain",
      "closesWithoutOpen",
      "leavesItsChildrenOpen",
      "showsNoSecret"),
  TAKES_EVERY_VALUE("wrongConfigurationsAreRefused"),
  REFUSES_AS_A_DEFECT("wrongConfigurationsAreRefused"),
  REFUSES_WITHOUT_HINT("wrongConfigurationsAreRefused"),
  SHARES_ONE_DRIVER("aWorkingConfigurationIsTaken"),

  CREATE_STARTS_A_THREAD(
      "creatingTouchesNothing",
      "closesAgainAndAgain",
      "switchingLeavesNothingBehind",
      "connectingLeavesNothingBehind"),
  CREATE_USES_A_CHILD("creatingTouchesNothing"),
  CREATE_WRITES_A_FILE("creatingTouchesNothing"),
  SECOND_CLOSE_FAILS("closesAgainAndAgain"),
  SECOND_CLOSE_STARTS_A_VIRTUAL_THREAD("closesAgainAndAgain"),
  CLOSE_NEEDS_OPEN("closesWithoutOpen"),
  CLOSE_USES_A_CHILD("leavesItsChildrenOpen"),
  SECRET_IN_ITS_TEXT("showsNoSecret"),
  SECRET_IN_THE_LOG("showsNoSecret"),

  SECOND_ON_FAILS("switchesAgainAndAgain"),
  READS_ITS_MEMORY("closingLeavesThePowerAlone"),
  CLOSE_SWITCHES_OFF("closingLeavesThePowerAlone"),
  ON_LEAVES_A_SOCKET("switchingLeavesNothingBehind"),
  POWER_IN_A_WRONG_STATE_IS_A_DEFECT("switchingInAWrongStateFailsWell"),
  IGNORES_AN_INTERRUPT("anInterruptIsNotSwallowed", "anInterruptEndsTheWaitForADeadSwitch"),
  NO_ERROR_WHEN_DEAD("aSwitchThatDoesNotAnswerIsAnErrorOfClassPower"),
  WAITS_FOR_EVER_WHEN_DEAD("aSwitchThatDoesNotAnswerIsAnErrorOfClassPower"),
  ERROR_OF_ANOTHER_CLASS("aSwitchThatDoesNotAnswerIsAnErrorOfClassPower"),
  ERROR_OF_THE_JDK("aSwitchThatDoesNotAnswerIsAnErrorOfClassPower"),
  ERROR_WITH_A_BAD_CODE("aSwitchThatDoesNotAnswerIsAnErrorOfClassPower"),
  ERROR_WITHOUT_HINT("aSwitchThatDoesNotAnswerIsAnErrorOfClassPower"),
  SECRET_IN_AN_ERROR("aSwitchThatDoesNotAnswerIsAnErrorOfClassPower"),

  CONNECTS_ONCE("connectsAgainAfterClose", "connectingInAWrongStateFailsWell"),
  READ_WAITS_FOR_EVER("aReadWithoutBytesEndsInTime"),
  READ_OUTLIVES_ITS_LINK("closingALinkEndsItsRead"),
  NO_ERROR_WHEN_ABSENT("anAbsentLineIsAnErrorOfClassConsole"),
  IGNORES_AN_INTERRUPT_WHEN_ABSENT("anInterruptEndsTheWaitForALine"),
  CONSOLE_IN_A_WRONG_STATE_IS_A_DEFECT("connectingInAWrongStateFailsWell"),
  LINK_LEAVES_A_THREAD("connectingLeavesNothingBehind");

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<String> rules;

  Flaw(String... rules) {
    this.rules = Set.of(rules);
  }

  Set<String> rules() {
    return rules;
  }
}
